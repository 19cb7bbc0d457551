// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Messages in the order in which they were taken; of very many, the last. */
final class SentMessages {

    private static final int MOST = 100_000;

    private final ArrayDeque<SentMessage> messages = new ArrayDeque<>();
    private long total;

    synchronized void add(SentMessage message) {
        if (messages.size() == MOST) {
            messages.remove();
        }
        messages.add(message);
        total++;
        notifyAll();
    }

    synchronized List<SentMessage> all() {
        return List.copyOf(messages);
    }

    /** Waits until there were so many, or until the time is over. */
    synchronized List<SentMessage> await(int count, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (total < count && end - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return all();
    }
}
