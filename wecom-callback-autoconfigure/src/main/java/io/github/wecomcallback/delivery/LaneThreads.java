// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads that lanes run on. While most of them have something to do, the scheduler is seldom told to look for more before
 * its next poll, however many callbacks are stored: a look costs the database about as much as a run. Thread-safe.
 */
final class LaneThreads extends ThreadPoolExecutor {

    private static final long RARELY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Runnable look;
    private final LongSupplier nanoTime;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile long lastLook;

    /**
     * @param threads how many
     * @param factory makes them
     * @param look looks for what is due; called by whichever thread finds that it is time, and must not block
     * @param nanoTime {@link System#nanoTime()}
     */
    LaneThreads(int threads, ThreadFactory factory, Runnable look, LongSupplier nanoTime) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        this.look = look;
        this.nanoTime = nanoTime;
        this.lastLook = nanoTime.getAsLong() - RARELY_NANOS;
    }

    /** Has somebody look for what is due, now or as soon as enough threads have nothing to do. */
    void wake() {
        wanted.set(true);
        lookIfItIsTime();
    }

    @Override
    public void execute(Runnable lane) {
        busy.incrementAndGet();
        try {
            super.execute(lane);
        } catch (RuntimeException ex) {
            busy.decrementAndGet();
            throw ex;
        }
    }

    @Override
    protected void afterExecute(Runnable lane, Throwable error) {
        busy.decrementAndGet();
        lookIfItIsTime();
    }

    private void lookIfItIsTime() {
        if (isTime() && wanted.compareAndSet(true, false)) {
            lastLook = nanoTime.getAsLong();
            look.run();
        }
    }

    private boolean isTime() {
        int running = busy.get();
        int threads = getCorePoolSize();
        // Handlers may be slow: what they leave free is not to wait for them.
        return running <= threads / 2 || (running < threads && nanoTime.getAsLong() - lastLook >= RARELY_NANOS);
    }
}
