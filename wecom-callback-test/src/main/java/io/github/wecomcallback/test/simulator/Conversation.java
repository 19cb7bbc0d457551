// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.FakeCustomer;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.SentMessage;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One customer and the application: rings for all that the customer does, and prints what comes back. */
final class Conversation {

    /** After a reply, another may follow at once. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final FakeWeCom wecom;
    private final FakeKf kf;
    private final FakeCustomer customer;
    private final WeComCallbackTester tester;
    private final Duration patience;
    private final PrintWriter out;
    private boolean unacknowledged;
    private int texts;
    private int printed;

    Conversation(
            FakeWeCom wecom,
            String openKfId,
            String customer,
            WeComCallbackTester tester,
            Duration patience,
            PrintWriter out) {
        this.wecom = wecom;
        this.kf = wecom.kf(openKfId);
        this.customer = kf.customer(customer);
        this.tester = tester;
        this.patience = patience;
        this.out = out;
    }

    void enter() {
        out.println("customer enters");
        customer.enters();
        ring();
    }

    void say(String text) {
        out.println("customer: " + text);
        customer.writes(text);
        texts++;
        ring();
    }

    private void ring() {
        Deliveries deliveries = Deliveries.of(kf.doorbell(tester), Deliveries.MOST, attempt -> {});
        if (!deliveries.isAcknowledged()) {
            unacknowledged = true;
            int status = deliveries.last().status();
            String answer = status == 0 ? deliveries.last().body() : Integer.toString(status);
            out.println("  the doorbell was never acknowledged: " + answer + ". " + Hints.of(status));
            return;
        }
        printUpTo(printed + 1);
        print(customer.awaitReceived(printed + 1, PAUSE));
    }

    /** Waits for what is still to come, and tells whether all did. */
    boolean end(@Nullable Integer expected) {
        int wanted = expected == null ? texts : expected;
        if (!unacknowledged) {
            printUpTo(wanted);
        }
        out.println(printed + " replies to " + texts + " texts, " + kf.pulls() + " pulls");
        if (!unacknowledged && wecom.calls(FakeWeCom.GET_TOKEN) + wecom.calls(FakeWeCom.SYNC_MSG) == 0) {
            out.println("The application did not call " + wecom.baseUrl()
                    + ". Is that its wecom.callback.api.base-url, and is a handler there for what customers write?");
        }
        return printed >= wanted && !unacknowledged;
    }

    private void printUpTo(int count) {
        print(customer.awaitReceived(count, patience));
    }

    private void print(List<SentMessage> received) {
        received.subList(printed, received.size()).forEach(this::print);
        printed = received.size();
    }

    private void print(SentMessage reply) {
        String text = reply.type().equals("text")
                ? reply.text()
                : reply.body().path(reply.type()).toString();
        out.println("  " + reply.type() + ": " + text);
    }
}
