// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Runs handlers: on the thread of the request where that can be answered in time by another, whatever its handlers do, and
 * apart from it else.
 *
 * <p>No more than the capacity are running, waiting for a thread or waiting for a stage at any time; what comes beyond it
 * is refused and delivered again.
 *
 * <p>At shutdown it is the first to stop, while the web server still answers: nothing new is begun, and what was begun
 * comes to its end within Spring's timeout per shutdown phase. Whatever is at work after that is interrupted.
 *
 * <p>This is no bean of type {@link Executor}: such a one would make Boot withhold its own from the application.
 */
public final class HandlerExecutor implements SmartLifecycle, DisposableBean {

    /** Before the web server, which begins its graceful shutdown at {@code DEFAULT_PHASE - 1024}. */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private final Executor threads;
    private final Runnable shutdown;
    private final int capacity;
    private final Semaphore room;
    private final Semaphore callers;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;
    private volatile boolean over;

    /**
     * @param threads runs what is let in
     * @param shutdown ends the threads at once
     * @param capacity how many may be let in at a time
     * @param callers how many callers may run what they bring at a time
     */
    public HandlerExecutor(Executor threads, Runnable shutdown, int capacity, int callers) {
        this.threads = threads;
        this.shutdown = shutdown;
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
        this.callers = new Semaphore(callers);
    }

    /**
     * Starts a task, or returns false when there is no room for it.
     *
     * @param task what to run
     * @param end completes when the task is over, which may be later or earlier than that it returns: there is room again after
     *     both
     * @param here whether the calling thread may run it, which saves changing threads: as many may do so at a time as there
     *     are threads, so that handlers that hang leave the web server some of its own
     */
    boolean tryExecute(Runnable task, CompletableFuture<?> end, boolean here) {
        if (!room.tryAcquire()) {
            return false;
        }
        if (!open) {
            room.release();
            return false;
        }
        Admitted admitted = new Admitted(task, end);
        try {
            if (!here || !tryRunHere(admitted)) {
                threads.execute(admitted);
            }
            return true;
        } catch (RejectedExecutionException ex) {
            admitted.leaveUnlessBegun();
            return false;
        } catch (RuntimeException | Error ex) {
            // A task decorator of the application's that fails, or no memory for one more thread.
            admitted.leaveUnlessBegun();
            throw ex;
        }
    }

    /** A task that takes up room. */
    @RequiredArgsConstructor
    private final class Admitted implements Runnable {

        private final Runnable task;
        private final CompletableFuture<?> end;
        private volatile boolean begun;

        @Override
        public void run() {
            begun = true;
            try {
                task.run();
            } finally {
                leave();
            }
        }

        private void leave() {
            if (end.isDone()) {
                room.release();
            } else {
                end.whenComplete((result, error) -> room.release());
            }
        }

        void leaveUnlessBegun() {
            if (!begun) {
                room.release();
            }
        }
    }

    private boolean tryRunHere(Runnable task) {
        if (!callers.tryAcquire()) {
            return false;
        }
        Thread caller = Thread.currentThread();
        running.add(caller);
        try {
            task.run();
        } finally {
            running.remove(caller);
            callers.release();
        }
        return true;
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

    /** Whether the node goes down: what fails from now on most likely does so because of that. */
    boolean isGoingDown() {
        return !open;
    }

    /** Whether what is still at work was interrupted, so that nothing further is to be begun. */
    boolean isOver() {
        return over;
    }

    @Override
    public void start() {
        open = true;
    }

    @Override
    public void stop() {
        open = false;
    }

    /** Calls back when all that was let in has come to its end. */
    @Override
    public void stop(Runnable callback) {
        stop();
        Thread waiting = new Thread(
                () -> {
                    room.acquireUninterruptibly(capacity);
                    room.release(capacity);
                    callback.run();
                },
                "wecom-callback-shutdown");
        waiting.setDaemon(true);
        waiting.start();
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void destroy() {
        open = false;
        over = true;
        shutdown.run();
        running.forEach(Thread::interrupt);
    }
}
