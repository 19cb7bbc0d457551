// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import lombok.extern.slf4j.Slf4j;

/** Does something now and then, as long as there is something to do. Has a thread only then. */
@Slf4j
final class StreamTimer {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int IDLE_SECONDS = 10;

    private final AtomicBoolean awake = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, StreamTimer::daemon);
    private final Runnable work;
    private final BooleanSupplier isNeeded;

    StreamTimer(Runnable work, BooleanSupplier isNeeded) {
        this.work = work;
        this.isNeeded = isNeeded;
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** There is something to do from now on. */
    void wake() {
        if (awake.compareAndSet(false, true)) {
            try {
                thread.schedule(this::run, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ex) {
                awake.set(false); // shut down
            }
        }
    }

    private void run() {
        try {
            work.run();
        } catch (RuntimeException ex) {
            log.error("Streams could not be looked after; tried again", ex);
        } finally {
            awake.set(false);
            if (isNeeded.getAsBoolean()) {
                wake();
            }
        }
    }

    void close() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "wecom-stream-timer");
        thread.setDaemon(true);
        return thread;
    }
}
