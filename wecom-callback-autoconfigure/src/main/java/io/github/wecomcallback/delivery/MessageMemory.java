// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.exchange.MessageKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers something of each message, for a time, and of so many messages: when there are more, those go that were kept
 * first. A cache that weighs what is asked for most would rather turn away the newest, of which each is seen but once, and
 * it is just those that are delivered again.
 *
 * <p>Thread-safe. Messages are spread over shelves by their digest, so that two threads seldom want the same one; the
 * number is kept by each shelf for its part, which comes to nearly the same where there are thousands.
 */
final class MessageMemory<V> {

    private static final int MOST_SHELVES = 16;
    private static final int LEAST_MESSAGES = 1_024;

    private final List<MessageShelf<V>> shelves;

    MessageMemory(Duration remember, int maximum, LongSupplier nanoTime, Supplier<KeptValues<V>> values) {
        int count = Integer.highestOneBit(Math.max(1, Math.min(MOST_SHELVES, maximum / LEAST_MESSAGES)));
        long nanos = TimeUnit.NANOSECONDS.convert(remember);
        this.shelves = IntStream.range(0, count)
                .mapToObj(i -> new MessageShelf<>(nanos, maximum / count, nanoTime, values.get()))
                .toList();
    }

    /** What is kept of the message, or null. */
    @Nullable V find(MessageKey key) {
        return shelf(key).find(key);
    }

    /** Keeps something of the message, in place of what was kept of it before. */
    void keep(MessageKey key, V value) {
        shelf(key).keep(key, value);
    }

    long size() {
        return shelves.stream().mapToLong(MessageShelf::size).sum();
    }

    private MessageShelf<V> shelf(MessageKey key) {
        return shelves.get((int) key.second() & shelves.size() - 1);
    }
}
