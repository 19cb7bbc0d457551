// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.DeliveredCallback;
import io.github.wecomcallback.test.OutgoingCallback;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All deliveries of one message: the first, and three more at most, until it is acknowledged.
 *
 * @param last the last of them
 * @param count how many there were
 */
record Deliveries(DeliveredCallback last, int count) {

    static final int MOST = 4;

    /** Delivers a message as WeCom does, and tells of each delivery. */
    static Deliveries of(OutgoingCallback callback, int most, Consumer<Attempt> listener) {
        Supplier<DeliveredCallback> next = callback::send;
        for (int count = 1; ; count++) {
            long begin = System.nanoTime();
            DeliveredCallback delivered = next.get();
            listener.accept(new Attempt(count, delivered, (System.nanoTime() - begin) / 1_000_000));
            if (delivered.isAcknowledged() || count == most) {
                return new Deliveries(delivered, count);
            }
            next = delivered::redeliver;
        }
    }

    boolean isAcknowledged() {
        return last.isAcknowledged();
    }

    /**
     * One delivery.
     *
     * @param number from 1 on
     * @param millis how long the answer took
     */
    record Attempt(int number, DeliveredCallback delivered, long millis) {}
}
