// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which a store is asked, which may block. Those that handle requests and those that run handlers never
 * wait for a store, and renewals never wait behind claims.
 */
final class GuardThreads {

    private static final int STORE_THREADS = 8;
    private static final int IDLE_SECONDS = 30;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor store = new ThreadPoolExecutor(
            STORE_THREADS,
            STORE_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            // No longer than there are deliveries inside the guard, which are bounded.
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "wecom-guard-" + count.incrementAndGet()));
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "wecom-guard-timer"));
    private final ScheduledThreadPoolExecutor renewals =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "wecom-guard-renewal"));

    GuardThreads() {
        store.allowCoreThreadTimeOut(true);
    }

    /** Runs something that asks the store. False when it is too late for that. */
    boolean execute(Runnable task) {
        try {
            store.execute(task);
            return true;
        } catch (RejectedExecutionException ex) {
            return false;
        }
    }

    /** Runs something later that asks the store. False when it is too late for that. */
    boolean executeAfter(Duration delay, Runnable task) {
        try {
            timer.schedule(() -> executeOrRun(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException ex) {
            return false;
        }
    }

    private void executeOrRun(Runnable task) {
        try {
            execute(task);
        } catch (Error ex) {
            // No thread can be had for it: rather late than never.
            task.run();
        }
    }

    void renewEvery(Duration pause, Runnable task) {
        renewals.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void close() {
        timer.shutdownNow();
        renewals.shutdownNow();
        store.shutdownNow();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
