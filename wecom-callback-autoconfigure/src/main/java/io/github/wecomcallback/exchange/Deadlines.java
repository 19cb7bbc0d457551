// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Sees that what is not done in time is answered all the same, by a thread of its own: the one that is at work on it may be
 * held up. Thread-safe; holds what is on its way.
 */
@Slf4j
final class Deadlines {

    /** Shorter than anybody has for an answer. */
    private static final int TICK_MILLIS = 250;

    /** There from the first deadline on. */
    private volatile @Nullable ScheduledThreadPoolExecutor timer;

    /**
     * Begins to watch.
     *
     * @param patience how long it may take
     * @param late what to do when it takes longer
     */
    Deadline begin(Duration patience, Runnable late) {
        Deadline deadline = new Deadline(late);
        try {
            watch(deadline, patience);
        } catch (Error ex) {
            // No memory for a thread. It may be watched all the same, and what it would answer breaks off now.
            deadline.end();
            throw ex;
        }
        return deadline;
    }

    /** Watches no longer what was begun. What is begun after that is watched. */
    synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    /** How many are watched. */
    int size() {
        ScheduledThreadPoolExecutor current = timer;
        return current == null
                ? 0
                : (int) current.getQueue().stream()
                        .filter(task -> !((RunnableScheduledFuture<?>) task).isPeriodic())
                        .count();
    }

    private void watch(Deadline deadline, Duration patience) {
        long nanos = TimeUnit.NANOSECONDS.convert(patience);
        try {
            deadline.watch = timer().schedule(deadline::pass, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ex) {
            // Closed a moment ago.
            deadline.watch = timer().schedule(deadline::pass, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor current = timer;
        return current == null ? start() : current;
    }

    private synchronized ScheduledThreadPoolExecutor start() {
        if (timer == null) {
            timer = new ScheduledThreadPoolExecutor(1, Deadlines::daemon);
            // What is done in time, as nearly all is, is not kept until it would have been late.
            timer.setRemoveOnCancelPolicy(true);
            // With it there is always something that is due before the next deadline. Else each that is the only one
            // would
            // wake the thread when it begins, which costs more than all the rest.
            timer.scheduleWithFixedDelay(() -> {}, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return timer;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "wecom-callback-deadlines");
        thread.setDaemon(true);
        return thread;
    }

    /** One of them. */
    static final class Deadline {

        private final Runnable late;

        /** No monitor: a virtual thread that waits for one while a late answer is written may hold up all others. */
        private final Lock deciding = new ReentrantLock();

        private volatile @Nullable Future<?> watch;
        private boolean passed;
        private boolean ended;

        private Deadline(Runnable late) {
            this.late = late;
        }

        /** It is done. Returns whether it was so in time; if not, what was to be done then is done. */
        boolean end() {
            Future<?> watched = watch;
            if (watched != null) {
                watched.cancel(false);
            }
            deciding.lock();
            try {
                ended = true;
                return !passed;
            } finally {
                deciding.unlock();
            }
        }

        private void pass() {
            deciding.lock();
            try {
                if (!ended) {
                    passed = true;
                    late.run();
                }
            } catch (Throwable ex) {
                // Whatever it was: the others are to be answered as well.
                log.error("A late answer could not be given", ex);
            } finally {
                deciding.unlock();
            }
        }
    }
}
