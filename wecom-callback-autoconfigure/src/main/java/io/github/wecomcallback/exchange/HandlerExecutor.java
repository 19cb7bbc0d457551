// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;

/**
 * Runs handlers apart from the request, so that a request can be answered in time whatever its handlers do.
 *
 * <p>No more than the capacity are running or waiting at any time; what comes beyond it is refused and delivered again.
 *
 * <p>This is no bean of type {@link Executor}: such a one would make Boot withhold its own from the application.
 */
public final class HandlerExecutor implements DisposableBean {

    private final Executor threads;
    private final Runnable shutdown;
    private final Semaphore room;

    /**
     * @param threads runs what is let in
     * @param shutdown ends the threads, after those at work had a while to come to their end
     * @param capacity how many may be running or waiting
     */
    public HandlerExecutor(Executor threads, Runnable shutdown, int capacity) {
        this.threads = threads;
        this.shutdown = shutdown;
        this.room = new Semaphore(capacity);
    }

    /** Starts a task, or returns false when there is no room for it. */
    boolean tryExecute(Runnable task) {
        if (!room.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    room.release();
                }
            });
            return true;
        } catch (RejectedExecutionException ex) {
            room.release();
            return false;
        } catch (RuntimeException | Error ex) {
            // A task decorator of the application's that fails, or no memory for one more thread.
            room.release();
            throw ex;
        }
    }

    /** Continues what was let in before: in a thread of its own where one can be had, else in the caller's. */
    Executor continuations() {
        return task -> {
            try {
                threads.execute(task);
            } catch (RejectedExecutionException ex) {
                task.run();
            }
        };
    }

    @Override
    public void destroy() {
        shutdown.run();
    }
}
