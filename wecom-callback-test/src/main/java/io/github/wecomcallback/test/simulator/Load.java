// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.OutgoingCallback;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;

/**
 * An open loop: each message has its moment, however long those before it take. Times are taken from that moment, so
 * that waiting here, where the application is behind, counts as the waiting it is.
 */
@RequiredArgsConstructor
final class Load {

    /** More are not under way at once; the next waits, and its time with it. */
    private static final int MOST_UNDER_WAY = 1_000;

    private final List<OutgoingCallback> callbacks;
    private final int rate;
    private final Duration time;

    /** Runs to the end, and tells about once a second how far it is. */
    LoadTally run(Consumer<LoadTally> progress) throws InterruptedException {
        LoadTally tally = new LoadTally();
        ExecutorService threads = new ThreadPoolExecutor(
                0, MOST_UNDER_WAY, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Load::daemon, Load::wait);
        long count = Math.max(1, rate * time.toMillis() / 1_000);
        long begin = System.nanoTime();
        long told = begin;
        for (long i = 0; i < count; i++) {
            long due = begin + i * 1_000_000_000L / rate;
            sleepUntil(due);
            OutgoingCallback callback = callbacks.get((int) (i % callbacks.size()));
            tally.sent();
            threads.execute(() -> tally.add(Deliveries.of(callback, Deliveries.MOST, attempt -> {}), due));
            if (System.nanoTime() - told > 1_000_000_000L) {
                told = System.nanoTime();
                progress.accept(tally);
            }
        }
        threads.shutdown();
        while (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
            progress.accept(tally);
        }
        return tally;
    }

    private static void sleepUntil(long due) throws InterruptedException {
        while (due - System.nanoTime() > 0) {
            LockSupport.parkNanos(due - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    }

    private static void wait(Runnable task, ThreadPoolExecutor threads) {
        try {
            threads.getQueue().put(task);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
