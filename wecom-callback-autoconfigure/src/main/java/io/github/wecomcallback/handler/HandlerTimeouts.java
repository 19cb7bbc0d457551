// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Sees that no handler takes for ever.
 *
 * <ul>
 *   <li>A stage that does not complete in time is given up: it is cancelled, and is a failure of its handler.
 *   <li>A call that does not return in time is interrupted, once. As a rule it fails then. One that does not is said to hang:
 *       nobody can take its thread from it.
 * </ul>
 *
 * <p>It looks now and then, as long as there is anything to look at, so that what takes too long is noticed a moment later.
 * Thread-safe; holds what is at work.
 */
@Slf4j
public final class HandlerTimeouts implements AutoCloseable {

    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(20);
    private static final int TICKS = 10;
    private static final int IDLE_SECONDS = 10;
    private static final List<String> NOT_THE_APPLICATIONS = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final Set<Limited> atWork = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicLong count = new AtomicLong();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor watcher = new ScheduledThreadPoolExecutor(1, HandlerTimeouts::daemon);
    private final Duration timeout;
    private final long tickMillis;

    /** @param timeout how long a handler may take, its stage included */
    public HandlerTimeouts(Duration timeout) {
        this.timeout = timeout;
        this.tickMillis = Math.max(
                SHORTEST_TICK.toMillis(), Math.min(timeout.dividedBy(TICKS).toMillis(), LONGEST_TICK.toMillis()));
        watcher.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        watcher.allowCoreThreadTimeOut(true);
    }

    /** How often a handler did not come to its end in time. */
    public long count() {
        return count.get();
    }

    /** How many threads hang: in a handler that was interrupted, and yet has not returned. */
    public int countHanging() {
        int hanging = 0;
        for (Limited limited : atWork) {
            if (limited instanceof Call call && call.isOverdue()) {
                hanging++;
            }
        }
        return hanging;
    }

    /** Calls back with a handler's name whenever one did not come to its end in time. */
    public void onTimeout(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Begins a call of a handler on this thread, which is to end it. */
    Call begin(String handler) {
        Call call = new Call(handler);
        add(call);
        return call;
    }

    /**
     * What becomes of a stage that a handler returned, or that it did not complete in time.
     *
     * @param call returned it
     */
    <T extends @Nullable Object> CompletableFuture<T> limit(Call call, CompletionStage<T> stage) {
        // Of exactly that class: a minimal stage is one of its subclasses, and cannot be asked.
        if (stage.getClass() == CompletableFuture.class && ((CompletableFuture<T>) stage).isDone()) {
            return (CompletableFuture<T>) stage;
        }
        Stage<T> limited = new Stage<>(call, stage);
        add(limited);
        try {
            stage.whenComplete(limited::complete);
        } catch (RuntimeException | Error ex) {
            atWork.remove(limited);
            throw ex;
        }
        return limited.end;
    }

    /** Ends the thread that watches. What is at work then may take as long as it wants. */
    @Override
    public void close() {
        watcher.shutdownNow();
    }

    private void add(Limited limited) {
        atWork.add(limited);
        if (!awake.get()) {
            wake();
        }
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            try {
                watcher.schedule(this::look, tickMillis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ex) {
                awake.set(false); // closed
            }
        }
    }

    private void look() {
        try {
            long now = System.nanoTime();
            for (Limited limited : atWork) {
                if (now - limited.begun >= timeout.toNanos()) {
                    end(limited);
                }
            }
        } finally {
            awake.set(false);
            if (!atWork.isEmpty()) {
                wake();
            }
        }
    }

    private static void end(Limited limited) {
        try {
            limited.overdue();
        } catch (RuntimeException | Error ex) {
            // Whatever it was: thrown on, it would be the last look.
            log.error("Handler {} takes too long, and could not be seen to; tried again", limited.handler, ex);
        }
    }

    private void tookTooLong(String handler) {
        count.incrementAndGet();
        listeners.forEach(listener -> listener.accept(handler));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "wecom-callback-timeouts");
        thread.setDaemon(true);
        return thread;
    }

    /** What may take so long and no longer. */
    private abstract static class Limited {

        final String handler;
        final long begun;

        Limited(String handler, long begun) {
            this.handler = handler;
            this.begun = begun;
        }

        /** Called again and again until it has ended. */
        abstract void overdue();
    }

    /** A call of a handler, on the thread that began it. */
    final class Call extends Limited {

        private final Thread thread = Thread.currentThread();
        private volatile State state = State.IN_TIME;
        private volatile @Nullable Runnable onHang;

        private Call(String handler) {
            super(handler, System.nanoTime());
        }

        /** Says what to do, once, when it does not even return after it was interrupted. */
        void onHang(Runnable action) {
            onHang = action;
        }

        /** It has returned. To be called by its thread, before that goes on to anything else; more than once is no mistake. */
        void end() {
            atWork.remove(this);
            State before;
            synchronized (this) {
                before = state;
                state = State.ENDED;
            }
            if (before == State.INTERRUPTED || before == State.HANGING) {
                // It was meant for the handler only.
                Thread.interrupted();
            }
            if (before == State.HANGING) {
                log.info("Handler {} has returned after all, and its thread is free", handler);
            }
        }

        /** What it failed on: on taking too long, if it was interrupted for that. */
        Throwable failure(Throwable thrown) {
            return isOverdue() ? new HandlerTimeoutException(handler, timeout, thrown) : thrown;
        }

        boolean isOverdue() {
            return state == State.INTERRUPTED || state == State.HANGING;
        }

        @Override
        void overdue() {
            switch (state) {
                case IN_TIME -> interrupt();
                case INTERRUPTED -> hang();
                case HANGING, ENDED -> {}
            }
        }

        private void interrupt() {
            StackTraceElement[] stack = thread.getStackTrace();
            synchronized (this) {
                if (state != State.IN_TIME) {
                    return;
                }
                state = State.INTERRUPTED;
                thread.interrupt();
            }
            log.warn(
                    "Handler {} has not returned within {}; its thread {} is interrupted. It was at {}",
                    handler,
                    timeout,
                    thread.getName(),
                    place(stack));
            tookTooLong(handler);
        }

        private void hang() {
            synchronized (this) {
                if (state != State.INTERRUPTED) {
                    return;
                }
                state = State.HANGING;
            }
            log.error(
                    "Handler {} hangs: it does not return although it was interrupted, and holds the thread {}. It is at {}",
                    handler,
                    thread.getName(),
                    place(thread.getStackTrace()));
            Runnable action = onHang;
            if (action != null) {
                action.run();
            }
        }
    }

    private enum State {
        IN_TIME,
        INTERRUPTED,
        HANGING,
        ENDED
    }

    /** The stage that a handler returned. */
    private final class Stage<T extends @Nullable Object> extends Limited {

        private final CompletableFuture<T> end = new CompletableFuture<>();
        private final CompletionStage<T> stage;

        Stage(Call call, CompletionStage<T> stage) {
            super(call.handler, call.begun);
            this.stage = stage;
        }

        void complete(T value, @Nullable Throwable error) {
            atWork.remove(this);
            if (error != null) {
                end.completeExceptionally(error);
            } else {
                end.complete(value);
            }
        }

        @Override
        void overdue() {
            atWork.remove(this);
            if (end.completeExceptionally(new HandlerTimeoutException(handler, timeout, null))) {
                cancel();
                tookTooLong(handler);
            }
        }

        /** Nobody waits for it any more; whatever works on it may stop. */
        private void cancel() {
            try {
                stage.toCompletableFuture().cancel(true);
            } catch (RuntimeException ex) {
                log.debug("The stage of handler {} cannot be cancelled", handler, ex);
            }
        }
    }

    /** Where a thread is, and which code of the application's brought it there. */
    private static String place(StackTraceElement[] stack) {
        if (stack.length == 0) {
            return "its end";
        }
        for (StackTraceElement element : stack) {
            if (NOT_THE_APPLICATIONS.stream().noneMatch(element.getClassName()::startsWith)) {
                return element == stack[0] ? element.toString() : stack[0] + ", called by " + element;
            }
        }
        return stack[0].toString();
    }
}
