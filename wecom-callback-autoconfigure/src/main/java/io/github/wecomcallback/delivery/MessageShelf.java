// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.exchange.MessageKey;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of what is remembered: a table of messages, linked in the order in which they were kept, and chained by digest.
 * Thread-safe.
 *
 * <p>Arrays of numbers, where a map of objects would be simpler: in a storm of callbacks some ten thousand messages are kept
 * between two collections of garbage, and to copy several objects for each is what the slowest requests would wait for.
 */
final class MessageShelf<V> {

    private static final int FEW = 64;
    private static final int NONE = -1;

    private final long rememberNanos;
    private final int maximum;
    private final LongSupplier nanoTime;
    private final KeptValues<V> values;

    /** Half of each message's digest, which is enough to tell it from all others. */
    private long[] first = {};

    private long[] second = {};

    private long[] keptAt = {};

    /** The row that was kept after it. */
    private int[] newer = {};

    private int[] older = {};

    /** The next row of the same chain, or the next one that is free. */
    private int[] next = {};

    /** The first row of each chain. */
    private int[] chains = {};

    private int newest = NONE;
    private int oldest = NONE;
    private int free = NONE;
    private int size;

    MessageShelf(long rememberNanos, int maximum, LongSupplier nanoTime, KeptValues<V> values) {
        this.rememberNanos = rememberNanos;
        this.maximum = maximum;
        this.nanoTime = nanoTime;
        this.values = values;
        growTo(Math.min(FEW, maximum));
    }

    synchronized @Nullable V find(MessageKey key) {
        int row = row(key);
        return row == NONE || isOver(row, nanoTime.getAsLong()) ? null : values.get(row);
    }

    synchronized void keep(MessageKey key, V value) {
        long now = nanoTime.getAsLong();
        forgetOld(now);
        int before = row(key);
        if (before != NONE) {
            forget(before);
        } else if (size == maximum) {
            forget(oldest);
        } else if (free == NONE) {
            // Small at first: most applications never remember many.
            growTo((int) Math.min(maximum, 2L * size));
        }
        add(key, now, value);
    }

    synchronized int size() {
        forgetOld(nanoTime.getAsLong());
        return size;
    }

    private int row(MessageKey key) {
        int row = chains[chain(key.first())];
        while (row != NONE && (first[row] != key.first() || second[row] != key.second())) {
            row = next[row];
        }
        return row;
    }

    /** A digest is as good as chance. */
    private int chain(long first) {
        return (int) first & chains.length - 1;
    }

    private boolean isOver(int row, long now) {
        return now - keptAt[row] > rememberNanos;
    }

    private void forgetOld(long now) {
        while (oldest != NONE && isOver(oldest, now)) {
            forget(oldest);
        }
    }

    private void add(MessageKey key, long now, V value) {
        int row = free;
        // First, and when a row is forgotten last: it may find no memory, and the table must be whole then.
        values.put(row, value);
        free = next[row];
        first[row] = key.first();
        second[row] = key.second();
        keptAt[row] = now;
        chain(row);
        older[row] = newest;
        newer[row] = NONE;
        if (newest == NONE) {
            oldest = row;
        } else {
            newer[newest] = row;
        }
        newest = row;
        size++;
    }

    private void chain(int row) {
        int chain = chain(first[row]);
        next[row] = chains[chain];
        chains[chain] = row;
    }

    private void forget(int row) {
        boolean wasOldest = row == oldest;
        unchain(row);
        if (wasOldest) {
            oldest = newer[row];
        } else {
            newer[older[row]] = newer[row];
        }
        if (row == newest) {
            newest = older[row];
        } else {
            older[newer[row]] = older[row];
        }
        next[row] = free;
        free = row;
        size--;
        values.clear(row, wasOldest);
    }

    private void unchain(int row) {
        int chain = chain(first[row]);
        if (chains[chain] == row) {
            chains[chain] = next[row];
            return;
        }
        int before = chains[chain];
        while (next[before] != row) {
            before = next[before];
        }
        next[before] = next[row];
    }

    /** Only when all rows are in use. */
    private void growTo(int rows) {
        int used = first.length;
        first = Arrays.copyOf(first, rows);
        second = Arrays.copyOf(second, rows);
        keptAt = Arrays.copyOf(keptAt, rows);
        values.growTo(rows);
        newer = Arrays.copyOf(newer, rows);
        older = Arrays.copyOf(older, rows);
        next = new int[rows];
        chains = new int[2 * Integer.highestOneBit(rows)];
        Arrays.fill(chains, NONE);
        for (int row = 0; row < used; row++) {
            chain(row);
        }
        for (int row = rows - 1; row >= used; row--) {
            next[row] = free;
            free = row;
        }
    }
}
