// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Kf;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;

/** Handlers of what customers do, whose runs are in the journal. */
class JournaledCustomerService {

    private static final int FAILING = 25;
    private static final int LONGEST_WORK_MILLIS = 20;

    private final Journal journal;
    private final Path failures;

    JournaledCustomerService(
            @Value("${crash.journals}") Path journals,
            @Value("${crash.failures}") Path failures,
            @Value("${crash.incarnation}") int incarnation)
            throws IOException {
        this.journal = new Journal(journals, incarnation);
        this.failures = failures;
    }

    /** First, so that its result is the reply. */
    @Order(0)
    @WeComMessageHandler
    String reply(Kf.Text text) throws Exception {
        journal.run(Work.REPLY, number(text), JournaledCustomerService::work);
        return Texts.replyTo(text.msgId());
    }

    /** Fails at the first try of some. */
    @Order(1)
    @WeComMessageHandler
    void forward(Kf.Text text) throws Exception {
        journal.run(Work.FORWARD, number(text), () -> failOnce(number(text)));
    }

    @Order(0)
    @WeComEventHandler
    void entered(Kf.SessionEntered event) throws Exception {
        journal.run(Work.STORE, number(event), JournaledCustomerService::work);
    }

    private static String number(Kf item) {
        return Long.toString(CustomerItem.numberOf(item.msgId()));
    }

    private void failOnce(String id) throws IOException {
        if (Long.parseLong(id) % FAILING != 0) {
            return;
        }
        try {
            Files.createFile(failures.resolve(id));
        } catch (FileAlreadyExistsException ex) {
            return;
        }
        throw new IllegalStateException("the first try fails");
    }

    private static void work() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_WORK_MILLIS + 1));
    }
}
