// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.exchange.MessageKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What came of the messages that were handled lately: of so many of them, for a time, and in no more memory than it may
 * take. When that is too much, large replies go first, as long as they take more than half of it, and then the messages that
 * were kept first: a message is delivered again within seconds or not at all. A cache that weighs what is asked for most
 * would rather turn away the newest, of which each is seen but once, and it is just those that are delivered again.
 *
 * <p>A ring of rows in arrays, where a {@code LinkedHashMap} would be plainer: in a storm of callbacks some ten thousand
 * messages are kept between two collections of garbage, and to copy several objects for each is what the slowest requests
 * wait for. With the map a collection took five times the CPU time.
 *
 * <p>Messages are in the ring in the order in which they were kept, each at a position; positions only grow, and their lower
 * bits say the row. Those with the same lower bits in their digest are chained, the newest first, so that a chain ends where
 * it comes to a position that is forgotten. What is kept anew gets another row.
 *
 * <p>Thread-safe, with one lock. When memory runs out, whatever is in it stays as it was.
 */
final class RecentMessages {

    /** What a message takes whatever came of it. */
    static final int ENTRY = 80;

    /** From where on a reply is large. Most are texts of less than a hundredth of that. */
    static final int LARGE = 16 * 1_024;

    private static final int FEW = 64;
    private static final long NONE = -1;

    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private Rows rows = new Rows(FEW);

    /** The positions of large replies, and of some that were. */
    private Deque<Long> large = new ArrayDeque<>();

    private long begin;
    private long end;
    private int size;
    private long bytes;
    private long largeBytes;

    RecentMessages(Bounds bounds, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.nanoTime = nanoTime;
    }

    /** What came of the message, or null when nobody knows. */
    synchronized @Nullable RecentMessage find(MessageKey key) {
        long at = position(key);
        return at == NONE || isOver(at, nanoTime.getAsLong()) ? null : RecentMessage.expanded(rows.value(at));
    }

    /** Keeps what came of the message, in place of what was kept of it before. */
    synchronized void keep(MessageKey key, RecentMessage message) {
        long now = nanoTime.getAsLong();
        Object value = message.compact();
        forgetOld(now);
        if (end - begin == rows.count()) {
            makeRoom();
        }
        if (isLarge(value)) {
            large.addLast(end);
        }
        // From here on no memory is wanted.
        long before = position(key);
        if (before != NONE) {
            replace(before, null);
        }
        rows.add(end, key, now);
        replace(end++, value);
        while (bytes > bounds.bytes && largeBytes > bounds.bytes / 2 && !large.isEmpty()) {
            forgetLargeReply();
        }
        while (size > bounds.messages || bytes > bounds.bytes) {
            forgetOldest();
        }
    }

    synchronized int size() {
        forgetOld(nanoTime.getAsLong());
        return size;
    }

    /** About how many bytes of memory it takes. */
    synchronized long bytes() {
        return bytes;
    }

    private long position(MessageKey key) {
        long at = rows.newest(key);
        while (at >= begin && !rows.isOf(at, key)) {
            at = rows.older(at);
        }
        return at >= begin && rows.value(at) != null ? at : NONE;
    }

    private boolean isOver(long at, long now) {
        return now - rows.keptAt(at) > bounds.nanos;
    }

    private void forgetOld(long now) {
        while (begin < end && isOver(begin, now)) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        replace(begin++, null);
        while (!large.isEmpty() && large.getFirst() < begin) {
            large.removeFirst();
        }
    }

    private void forgetLargeReply() {
        long at = large.getFirst();
        Object value = rows.value(at);
        if (value != null) {
            replace(at, bounds.keepsRest ? RecentMessage.expanded(value).withoutReply() : null);
        }
        large.removeFirst();
    }

    private void replace(long at, @Nullable Object value) {
        count(rows.value(at), -1);
        count(value, 1);
        rows.set(at, value);
    }

    private void count(@Nullable Object value, int sign) {
        if (value != null) {
            long weight = ENTRY + RecentMessage.weight(value);
            size += sign;
            bytes += sign * weight;
            largeBytes += isLarge(value) ? sign * weight : 0;
        }
    }

    private static boolean isLarge(Object value) {
        return RecentMessage.replyWeight(value) >= LARGE;
    }

    /** Drops the rows of what was kept anew; when there are few of these, there are twice as many rows afterwards. */
    private void makeRoom() {
        Rows roomy = new Rows(size > rows.count() / 8 * 7 ? 2 * rows.count() : rows.count());
        Deque<Long> stillLarge = new ArrayDeque<>();
        long to = 0;
        for (long at = begin; at < end; at++) {
            if (rows.value(at) != null) {
                if (isLarge(rows.value(at))) {
                    stillLarge.addLast(to);
                }
                roomy.copy(to++, rows, at);
            }
        }
        rows = roomy;
        large = stillLarge;
        begin = 0;
        end = to;
    }

    /**
     * What is kept at most.
     *
     * @param nanos for how long
     * @param messages of how many messages
     * @param bytes in about how many bytes of memory
     * @param keepsRest whether a message whose large reply is forgotten is known to be done all the same
     */
    record Bounds(long nanos, int messages, long bytes, boolean keepsRest) {

        Bounds(Duration time, int messages, long bytes, boolean keepsRest) {
            this(TimeUnit.NANOSECONDS.convert(time), messages, bytes, keepsRest);
        }
    }

    /** The rows, as many as a power of two says, and the beginnings of the chains. */
    private static final class Rows {

        /** Half of each message's digest, which is enough to tell it from all others. */
        private final long[] first;

        private final long[] second;
        private final long[] keptAt;

        /** The position of who was kept before it in the same chain. */
        private final long[] older;

        /** The position of who was kept last in each chain. */
        private final long[] newest;

        private final @Nullable Object[] values;

        Rows(int count) {
            first = new long[count];
            second = new long[count];
            keptAt = new long[count];
            older = new long[count];
            newest = new long[2 * count];
            values = new Object[count];
            Arrays.fill(newest, NONE);
        }

        int count() {
            return values.length;
        }

        void add(long at, MessageKey key, long now) {
            add(at, key.first(), key.second(), now);
        }

        private void add(long at, long firstHalf, long secondHalf, long now) {
            int row = row(at);
            first[row] = firstHalf;
            second[row] = secondHalf;
            keptAt[row] = now;
            int chain = chain(firstHalf);
            older[row] = newest[chain];
            newest[chain] = at;
        }

        void copy(long to, Rows other, long at) {
            int row = other.row(at);
            add(to, other.first[row], other.second[row], other.keptAt[row]);
            set(to, other.values[row]);
        }

        long newest(MessageKey key) {
            return newest[chain(key.first())];
        }

        long older(long at) {
            return older[row(at)];
        }

        boolean isOf(long at, MessageKey key) {
            int row = row(at);
            return first[row] == key.first() && second[row] == key.second();
        }

        long keptAt(long at) {
            return keptAt[row(at)];
        }

        @Nullable Object value(long at) {
            return values[row(at)];
        }

        void set(long at, @Nullable Object value) {
            values[row(at)] = value;
        }

        private int row(long at) {
            return (int) at & values.length - 1;
        }

        /** A digest is as good as chance. */
        private int chain(long firstHalf) {
            return (int) firstHalf & newest.length - 1;
        }
    }
}
