// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * What is to be done some time at each of many doors. It is done a few at a time on the threads that pull, behind what is
 * due there meanwhile, and again when it fails. Thread-safe.
 */
final class KfRound {

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final KfThreads threads;
    private final Semaphore room;
    private final Consumer<Throwable> failures;

    /**
     * @param threads do it
     * @param atOnce how many at a time
     * @param failures learns what went wrong
     */
    KfRound(KfThreads threads, int atOnce, Consumer<Throwable> failures) {
        this.threads = threads;
        this.room = new Semaphore(atOnce);
        this.failures = failures;
    }

    void add(Runnable step) {
        steps.add(step);
    }

    /** To be called now and then: goes on with what is left, and with what failed. */
    void goOn() {
        while (!steps.isEmpty() && room.tryAcquire()) {
            next();
        }
    }

    private void next() {
        Runnable step = steps.poll();
        if (step == null) {
            room.release();
            return;
        }
        try {
            threads.pull(() -> run(step));
        } catch (RejectedExecutionException ex) {
            // The node goes down.
            room.release();
        }
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error ex) {
            steps.add(step);
            room.release();
            failures.accept(ex);
            return;
        }
        next();
    }
}
