// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.DeliveredCallback;
import io.github.wecomcallback.test.OutgoingCallback;
import java.io.PrintWriter;
import lombok.RequiredArgsConstructor;

/** Delivers one message after the other and prints what comes of each. */
@RequiredArgsConstructor
final class DeliveryPrinter {

    private final PrintWriter out;
    private final boolean verbose;
    private final int most;

    /** Whether it was acknowledged in the end. */
    boolean deliver(String name, OutgoingCallback callback) {
        out.println(name);
        if (verbose) {
            out.println(callback.plaintext().indent(2).stripTrailing());
        }
        Deliveries deliveries = Deliveries.of(callback, most, this::print);
        DeliveredCallback last = deliveries.last();
        String reply = last.reply();
        if (reply != null) {
            out.println("  reply:");
            out.println(reply.indent(4).stripTrailing());
        } else if (!deliveries.isAcknowledged()) {
            out.println("  never acknowledged. " + Hints.of(last.status()));
        }
        return deliveries.isAcknowledged();
    }

    private void print(Deliveries.Attempt attempt) {
        DeliveredCallback delivered = attempt.delivered();
        String answer = delivered.status() == 0 ? delivered.body() : Integer.toString(delivered.status());
        String meaning = !delivered.isAcknowledged()
                ? "not acknowledged"
                : delivered.reply() == null ? "acknowledged, no reply" : "acknowledged with a reply";
        out.println(
                "  delivery " + attempt.number() + ": " + answer + " after " + attempt.millis() + " ms, " + meaning);
    }
}
