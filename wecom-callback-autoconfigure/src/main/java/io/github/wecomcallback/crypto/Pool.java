// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects that are costly to make and serve one call at a time. Each call takes one out of a slot, or makes one when
 * all slots are empty, and puts it back if a slot is free. At most {@value #SLOTS} stay. Thread-safe without locks.
 */
final class Pool<T> {

    private static final int SLOTS = 16;

    private final AtomicReferenceArray<@Nullable T> idle = new AtomicReferenceArray<>(SLOTS);

    @Nullable T take() {
        int start = start();
        for (int i = 0; i < SLOTS; i++) {
            T object = idle.getAndSet((start + i) % SLOTS, null);
            if (object != null) {
                return object;
            }
        }
        return null;
    }

    void giveBack(T object) {
        int start = start();
        for (int i = 0; i < SLOTS; i++) {
            if (idle.compareAndSet((start + i) % SLOTS, null, object)) {
                return;
            }
        }
    }

    /** Threads start at different slots, so that they rarely meet. */
    @SuppressWarnings("deprecation") // threadId() came with Java 19
    private static int start() {
        return (int) (Thread.currentThread().getId() % SLOTS);
    }
}
