// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandlerExecutorTest {

    private final AtomicInteger ran = new AtomicInteger();
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Test
    void what_waits_for_a_thread_takes_room() {
        HandlerExecutor executor = executor(waiting::add, 2);

        boolean first = tryExecute(executor, ran::incrementAndGet);
        boolean second = tryExecute(executor, ran::incrementAndGet);
        boolean third = tryExecute(executor, ran::incrementAndGet);

        assertThat(first && second).isTrue();
        assertThat(third).isFalse();
        assertThat(waiting).hasSize(2);
        assertThat(ran).hasValue(0);
    }

    @Test
    void what_has_come_to_its_end_leaves_room() {
        HandlerExecutor executor = executor(waiting::add, 1);
        tryExecute(executor, ran::incrementAndGet);

        waiting.remove().run();
        boolean next = tryExecute(executor, ran::incrementAndGet);

        assertThat(next).isTrue();
    }

    @Test
    void what_returned_but_is_not_over_takes_room() {
        HandlerExecutor executor = executor(Runnable::run, 1);
        CompletableFuture<Void> end = new CompletableFuture<>();
        executor.tryExecute(ran::incrementAndGet, end, false);

        assertThat(tryExecute(executor, ran::incrementAndGet)).isFalse();
        end.complete(null);

        assertThat(tryExecute(executor, ran::incrementAndGet)).isTrue();
    }

    @Test
    void nothing_new_is_begun_once_it_stops() {
        HandlerExecutor executor = executor(Runnable::run, 1);

        executor.stop(() -> {});

        assertThat(executor.isRunning()).isFalse();
        assertThat(tryExecute(executor, ran::incrementAndGet)).isFalse();
        assertThat(ran).hasValue(0);
    }

    @Test
    void it_has_stopped_when_all_that_was_begun_is_over() {
        HandlerExecutor executor = executor(Runnable::run, 2);
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        executor.tryExecute(ran::incrementAndGet, end, false);

        executor.stop(() -> stopped.complete(null));

        assertThat(stopped).isNotDone();
        end.complete(null);
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void what_fails_leaves_room_too() {
        HandlerExecutor executor = executor(waiting::add, 1);
        tryExecute(executor, () -> {
            throw new IllegalStateException("no");
        });

        assertThatIllegalStateException().isThrownBy(() -> waiting.remove().run());

        assertThat(tryExecute(executor, ran::incrementAndGet)).isTrue();
    }

    @Test
    void what_the_threads_refuse_leaves_room() {
        HandlerExecutor executor = executor(refusing(new RejectedExecutionException(), 3), 1);

        assertThat(tryExecute(executor, ran::incrementAndGet)).isFalse();
        assertThat(tryExecute(executor, ran::incrementAndGet)).isFalse();
        assertThat(tryExecute(executor, ran::incrementAndGet)).isFalse();

        assertThat(tryExecute(executor, ran::incrementAndGet)).isTrue();
        assertThat(ran).hasValue(1);
    }

    @Test
    void what_cannot_even_be_handed_over_leaves_room() {
        HandlerExecutor executor = executor(refusing(new IllegalStateException("decorator"), 1), 1);

        assertThatIllegalStateException().isThrownBy(() -> tryExecute(executor, ran::incrementAndGet));

        assertThat(tryExecute(executor, ran::incrementAndGet)).isTrue();
    }

    @Test
    void a_continuation_needs_no_room() {
        HandlerExecutor executor = executor(waiting::add, 1);
        tryExecute(executor, ran::incrementAndGet);

        executor.continuations().execute(ran::incrementAndGet);

        assertThat(waiting).hasSize(2);
    }

    @Test
    void a_continuation_runs_at_once_when_the_threads_are_shut_down() {
        HandlerExecutor executor = executor(refusing(new RejectedExecutionException(), 1), 1);

        executor.continuations().execute(ran::incrementAndGet);

        assertThat(ran).hasValue(1);
    }

    @Test
    void its_end_is_the_end_of_the_threads() {
        HandlerExecutor executor = new HandlerExecutor(Runnable::run, ran::incrementAndGet, 1, 1);

        executor.destroy();

        assertThat(ran).hasValue(1);
    }

    private static boolean tryExecute(HandlerExecutor executor, Runnable task) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        return executor.tryExecute(
                () -> {
                    try {
                        task.run();
                    } finally {
                        end.complete(null);
                    }
                },
                end,
                false);
    }

    private static HandlerExecutor executor(Executor threads, int capacity) {
        return new HandlerExecutor(threads, () -> {}, capacity, 1);
    }

    private static Executor refusing(RuntimeException refusal, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return task -> {
            if (left.getAndDecrement() > 0) {
                throw refusal;
            }
            task.run();
        };
    }
}
