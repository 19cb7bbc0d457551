// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values for a time, and no more of them than there is room for: those that are over go first, then any.
 * Thread-safe; who reads waits for nobody.
 */
final class ExpiringMap<K, V> {

    private final ConcurrentMap<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final long nanos;
    private final int maximum;
    private final LongSupplier nanoTime;

    /**
     * @param keep how long a value is kept
     * @param maximum how many are kept
     * @param nanoTime {@link System#nanoTime()}
     */
    ExpiringMap(Duration keep, int maximum, LongSupplier nanoTime) {
        this.nanos = TimeUnit.NANOSECONDS.convert(keep);
        this.maximum = maximum;
        this.nanoTime = nanoTime;
    }

    @Nullable V get(K key) {
        Kept<V> value = kept.get(key);
        return value == null || isOver(value) ? null : value.value();
    }

    void put(K key, V value) {
        kept.put(key, new Kept<>(value, nanoTime.getAsLong()));
        if (kept.size() > maximum) {
            makeRoom(key);
        }
    }

    int size() {
        return kept.size();
    }

    /** For some at once, since all are looked through for it; by one thread, since others would look for the same. */
    private synchronized void makeRoom(K newest) {
        if (kept.size() <= maximum) {
            return;
        }
        kept.values().removeIf(this::isOver);
        int left = maximum - maximum / 8;
        Iterator<K> any = kept.keySet().iterator();
        while (kept.size() > left && any.hasNext()) {
            if (!any.next().equals(newest)) {
                any.remove();
            }
        }
    }

    private boolean isOver(Kept<V> value) {
        return nanoTime.getAsLong() - value.since() >= nanos;
    }

    private record Kept<V>(V value, long since) {}
}
