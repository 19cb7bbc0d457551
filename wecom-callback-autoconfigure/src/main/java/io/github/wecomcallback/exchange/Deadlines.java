// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees that what is not done in time is answered all the same, by a thread of its own: the one that is at work on it may be
 * held up. It looks every {@value #TICK_MILLIS} ms while there is anything to look at. Thread-safe; holds what is on its way.
 */
final class Deadlines {

    private static final int TICK_MILLIS = 20;

    private final Set<Deadline> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean idle;
    private final Thread watcher = new Thread(this::watch, "wecom-callback-deadlines");
    private volatile boolean closed;

    /**
     * Begins to watch.
     *
     * @param patience how long it may take
     * @param late what to do when it takes longer; must not throw
     */
    Deadline begin(Duration patience, Runnable late) {
        Deadline deadline = new Deadline(System.nanoTime() + patience.toNanos(), late);
        open.add(deadline);
        if (idle) {
            LockSupport.unpark(watcher);
        } else if (!started.get() && started.compareAndSet(false, true)) {
            watcher.setDaemon(true);
            watcher.start();
        }
        return deadline;
    }

    /** Ends the thread. What comes then is watched no more. */
    void close() {
        closed = true;
        LockSupport.unpark(watcher);
    }

    private void watch() {
        while (!closed) {
            // Said before it is looked again, so that nobody who comes in between is overlooked.
            idle = true;
            while (open.isEmpty() && !closed) {
                LockSupport.park(this);
            }
            idle = false;
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
            long now = System.nanoTime();
            for (Deadline deadline : open) {
                if (now - deadline.at >= 0) {
                    deadline.pass();
                }
            }
        }
    }

    /** One of them. */
    final class Deadline {

        private final long at;
        private final Runnable late;
        private boolean passed;
        private boolean ended;

        private Deadline(long at, Runnable late) {
            this.at = at;
            this.late = late;
        }

        /** It is done. Returns whether it was so in time; if not, what was to be done then is done. */
        boolean end() {
            open.remove(this);
            synchronized (this) {
                ended = true;
                return !passed;
            }
        }

        private void pass() {
            open.remove(this);
            synchronized (this) {
                if (!ended) {
                    passed = true;
                    late.run();
                }
            }
        }
    }
}
