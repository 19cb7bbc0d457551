// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;

/** Handlers of every text, whose runs are in the journal. No component, so that the sample's other tests do not find it. */
class JournaledHandlers {

    private static final int FAILING = 10;

    private final Journal journal;
    private final Path failures;

    JournaledHandlers(
            @Value("${crash.journals}") Path journals,
            @Value("${crash.failures}") Path failures,
            @Value("${crash.incarnation}") int incarnation)
            throws IOException {
        this.journal = new Journal(journals, incarnation);
        this.failures = failures;
    }

    /** Has a result, so that it runs while the platform waits. First, so that its result is the reply. */
    @Order(0)
    @WeComMessageHandler
    String reply(UserMessage.Text text) throws Exception {
        journal.run(Work.REPLY, text.msgId(), () -> workUpTo(100));
        return Texts.replyTo(text.msgId());
    }

    /** Has no result, so that it may run later. */
    @Order(1)
    @WeComMessageHandler
    void store(UserMessage.Text text) throws Exception {
        journal.run(Work.STORE, text.msgId(), () -> workUpTo(200));
    }

    /** As well, and fails at the first try of each tenth message. */
    @Order(2)
    @WeComMessageHandler
    void forward(UserMessage.Text text) throws Exception {
        journal.run(Work.FORWARD, text.msgId(), () -> failOnce(text.msgId()));
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

    private static void workUpTo(int millis) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(millis + 1));
    }
}
