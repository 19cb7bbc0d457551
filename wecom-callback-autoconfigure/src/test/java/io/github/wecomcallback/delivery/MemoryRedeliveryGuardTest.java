// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.delivery.RecentMessages.Bounds;
import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.Picture;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

class MemoryRedeliveryGuardTest {

    private static final WeComMessage MESSAGE = Payload.of(WeCom.text("hi", 1));

    private static final Outcome DONE = Outcome.replied(Reply.text("done"));
    private static final int MAXIMUM = 1_000;
    private static final long MEGABYTE = 1_024 * 1_024;
    private static final String TWO_MEGABYTES = "iVBORw0KGgo".repeat((int) (2 * MEGABYTE * 4 / 3 / 11));

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private volatile boolean failing;
    private final AtomicLong time = new AtomicLong();
    private final AtomicInteger runs = new AtomicInteger();
    private final MemoryRedeliveryGuard guard = guard(MAXIMUM);

    @Test
    void a_second_delivery_joins_the_run_in_flight() {
        CompletableFuture<Outcome> run = new CompletableFuture<>();

        CompletableFuture<Outcome> first = guard.deliver(key(1), MESSAGE, running(run));
        CompletableFuture<Outcome> second = guard.deliver(key(1), MESSAGE, running(run));

        assertThat(runs).hasValue(1);
        assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
        run.complete(DONE);
        assertThat(List.of(first, second)).allMatch(outcome -> outcome.getNow(null) == DONE);
    }

    @Test
    void a_delivery_after_the_end_gets_the_remembered_outcome() {
        deliver(1, DONE);

        Outcome second = deliver(1, Outcome.acknowledged());

        assertThat(second).isEqualTo(DONE);
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_failed_run_is_released_and_its_progress_kept() {
        List<HandlerProgress> progress = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            guard.deliver(key(1), MESSAGE, before -> {
                progress.add(before);
                return CompletableFuture.completedFuture(Outcome.failed());
            });
        }

        assertThat(progress).hasSize(3).allMatch(each -> each == progress.get(0));
    }

    @Test
    void another_message_has_its_own_progress() {
        List<HandlerProgress> progress = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            guard.deliver(key(i), MESSAGE, before -> {
                progress.add(before);
                return new CompletableFuture<>();
            });
        }

        assertThat(progress.get(0)).isNotSameAs(progress.get(1));
    }

    @Test
    void a_run_whose_future_fails_is_released() {
        CompletableFuture<Outcome> run = new CompletableFuture<>();
        CompletableFuture<Outcome> first = guard.deliver(key(1), MESSAGE, running(run));
        CompletableFuture<Outcome> joined = guard.deliver(key(1), MESSAGE, running(run));

        run.completeExceptionally(new IllegalStateException("broke off"));

        assertThat(List.of(first, joined))
                .allSatisfy(outcome -> assertThatThrownBy(outcome::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("broke off"));
        assertThat(deliver(1, DONE)).isSameAs(DONE);
        assertThat(runs).hasValue(2);
    }

    @Test
    void a_run_that_throws_at_once_is_released() {
        CompletableFuture<Outcome> first = guard.deliver(key(1), MESSAGE, progress -> {
            throw new StackOverflowError("at once");
        });

        assertThatThrownBy(first::join).hasRootCauseMessage("at once");
        assertThat(deliver(1, DONE)).isSameAs(DONE);
    }

    @Test
    void a_message_is_forgotten_after_its_time() {
        deliver(1, DONE);

        pass(Duration.ofMinutes(10).minusSeconds(1));
        deliver(1, DONE);
        assertThat(runs).hasValue(1);

        pass(Duration.ofSeconds(2));
        deliver(1, DONE);
        assertThat(runs).hasValue(2);
    }

    @Test
    void the_time_begins_when_the_run_ends() {
        CompletableFuture<Outcome> run = new CompletableFuture<>();
        guard.deliver(key(1), MESSAGE, running(run));
        pass(Duration.ofMinutes(8));
        run.complete(DONE);

        pass(Duration.ofMinutes(8));
        deliver(1, DONE);

        assertThat(runs).hasValue(1);
    }

    @Test
    void of_too_many_messages_the_newest_are_remembered() {
        for (int i = 0; i < 3 * MAXIMUM; i++) {
            deliver(i, DONE);
            assertThat(guard.size()).isLessThanOrEqualTo(MAXIMUM + 1);
        }
        assertThat(guard.size()).isGreaterThan(MAXIMUM * 9 / 10);

        runs.set(0);
        for (int i = 3 * MAXIMUM - MAXIMUM * 9 / 10; i < 3 * MAXIMUM; i++) {
            deliver(i, DONE);
        }
        assertThat(runs).hasValue(0);
        deliver(0, DONE);
        assertThat(runs).hasValue(1);
    }

    @Test
    void failed_messages_are_bounded_as_well() {
        for (int i = 0; i < 3 * MAXIMUM; i++) {
            deliver(i, Outcome.failed());
        }

        assertThat(guard.size()).isLessThanOrEqualTo(MAXIMUM + 1);
    }

    @Test
    void what_is_in_flight_is_never_forgotten_for_want_of_room() {
        List<CompletableFuture<Outcome>> inFlight = new ArrayList<>();
        for (int i = 0; i < MAXIMUM / 2; i++) {
            inFlight.add(guard.deliver(key(-i - 1), MESSAGE, running(new CompletableFuture<>())));
        }
        for (int i = 0; i < 3 * MAXIMUM; i++) {
            deliver(i, DONE);
        }

        runs.set(0);
        for (int i = 0; i < MAXIMUM / 2; i++) {
            CompletableFuture<Outcome> joined = guard.deliver(key(-i - 1), MESSAGE, running(new CompletableFuture<>()));
            assertThat(joined).isSameAs(inFlight.get(i));
        }
        assertThat(runs).hasValue(0);
    }

    @Test
    void what_is_in_flight_does_not_keep_the_rest_from_being_forgotten() {
        for (int i = 0; i < MAXIMUM / 2; i++) {
            guard.deliver(key(-i - 1), MESSAGE, running(new CompletableFuture<>()));
        }

        for (int i = 0; i < 3 * MAXIMUM; i++) {
            deliver(i, DONE);
        }

        // The bound is on what is remembered; the handlers' capacity is on what is in flight.
        assertThat(guard.size()).isEqualTo(MAXIMUM + MAXIMUM / 2);
    }

    @Test
    void a_bound_of_one_message_works() {
        MemoryRedeliveryGuard small = guard(1);

        for (int i = 0; i < 100; i++) {
            small.deliver(key(i), MESSAGE, running(CompletableFuture.completedFuture(DONE)));
        }

        assertThat(small.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_million_deliveries_leave_no_more_than_the_bound() {
        MemoryRedeliveryGuard large = guard(10_000);
        CompletableFuture<Outcome> done = CompletableFuture.completedFuture(DONE);
        long most = 0;

        for (int i = 0; i < 1_000_000; i++) {
            large.deliver(key(i), MESSAGE, progress -> done);
            most = Math.max(most, large.size());
        }

        assertThat(most).isLessThanOrEqualTo(10_001);
    }

    @Test
    void pictures_in_replies_take_no_more_memory_than_they_may() {
        MemoryRedeliveryGuard bounded = guard(MAXIMUM, 32 * MEGABYTE);

        for (int i = 0; i < 150; i++) {
            deliver(bounded, i, Outcome.replied(picture(i)));
            assertThat(bounded.bytes()).isLessThanOrEqualTo(32 * MEGABYTE);
        }

        assertThat(bounded.bytes()).isGreaterThan(28 * MEGABYTE);
        assertThat(bounded.size()).isEqualTo(150);
    }

    @Test
    void of_large_replies_the_newest_are_remembered_and_no_message_runs_again() {
        MemoryRedeliveryGuard bounded = guard(MAXIMUM, 32 * MEGABYTE);
        deliver(bounded, -1, DONE);
        for (int i = 0; i < 150; i++) {
            deliver(bounded, i, Outcome.replied(picture(i)));
        }
        runs.set(0);

        assertThat(deliver(bounded, -1, Outcome.failed())).isEqualTo(DONE);
        assertThat(deliver(bounded, 149, Outcome.failed())).isEqualTo(Outcome.replied(picture(149)));
        assertThat(deliver(bounded, 140, Outcome.failed())).isEqualTo(Outcome.replied(picture(140)));
        assertThat(log.messages(Level.WARN)).isEmpty();
        assertThat(deliver(bounded, 0, Outcome.failed())).isEqualTo(Outcome.acknowledged());
        assertThat(deliver(bounded, 100, Outcome.failed())).isEqualTo(Outcome.acknowledged());
        assertThat(runs).hasValue(0);
        assertThat(log.messages(Level.WARN))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("reply was forgotten", "guard.max-bytes"));
    }

    @Test
    void a_reply_that_is_larger_than_all_may_be_is_not_remembered_and_its_message_is() {
        MemoryRedeliveryGuard bounded = guard(MAXIMUM, MEGABYTE);

        deliver(bounded, 1, Outcome.replied(picture(1)));

        assertThat(deliver(bounded, 1, Outcome.failed())).isEqualTo(Outcome.acknowledged());
        assertThat(runs).hasValue(1);
    }

    @Test
    void replies_of_runs_that_failed_count_as_well_and_what_succeeded_stays_known() {
        MemoryRedeliveryGuard bounded = guard(MAXIMUM, 32 * MEGABYTE);
        for (int i = 0; i < 150; i++) {
            HandlerProgress achieved = new HandlerProgress(Set.of("handler " + i), picture(i));
            bounded.deliver(key(i), MESSAGE, progress -> {
                progress.include(achieved);
                return CompletableFuture.completedFuture(Outcome.failed());
            });
            assertThat(bounded.bytes()).isLessThanOrEqualTo(32 * MEGABYTE);
        }

        for (int i : new int[] {0, 149}) {
            HandlerProgress before = progressOf(bounded, i);
            assertThat(before.succeeded()).containsExactly("handler " + i);
            assertThat(before.reply()).isEqualTo(i == 0 ? null : picture(i));
        }
    }

    @Test
    void messages_without_replies_take_no_more_memory_than_they_may_either() {
        MemoryRedeliveryGuard bounded = guard(1_000_000, MEGABYTE);

        for (int i = 0; i < 20_000; i++) {
            deliver(bounded, i, Outcome.acknowledged());
        }

        assertThat(bounded.bytes()).isLessThanOrEqualTo(MEGABYTE);
        assertThat(bounded.size()).isGreaterThan(5_000);
        runs.set(0);
        deliver(bounded, 19_999 - 5_000, Outcome.failed());
        assertThat(runs).hasValue(0);
    }

    @Test
    void an_error_while_a_message_is_looked_for_leaves_nobody_waiting() {
        deliver(1, DONE);
        failing = true;

        CompletableFuture<Outcome> second = guard.deliver(key(1), MESSAGE, running(new CompletableFuture<>()));

        assertThatThrownBy(second::join).hasRootCauseMessage("no memory to tell the time");
        failing = false;
        assertThat(deliver(1, Outcome.failed())).isEqualTo(DONE);
    }

    @Test
    void an_error_while_an_outcome_is_remembered_leaves_nobody_waiting() {
        CompletableFuture<Outcome> run = new CompletableFuture<>();
        CompletableFuture<Outcome> first = guard.deliver(key(1), MESSAGE, running(run));
        CompletableFuture<Outcome> joined = guard.deliver(key(1), MESSAGE, running(run));
        failing = true;
        run.complete(DONE);
        failing = false;

        assertThat(List.of(first, joined)).allMatch(outcome -> outcome.getNow(null) == DONE);
        assertThat(guard.size()).isZero();
        assertThat(log.messages(Level.ERROR))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("cannot be remembered"));
        assertThat(deliver(1, DONE)).isSameAs(DONE);
        assertThat(runs).hasValue(2);
    }

    @Test
    void an_error_while_progress_is_remembered_leaves_nobody_waiting() {
        CompletableFuture<Outcome> run = new CompletableFuture<>();
        CompletableFuture<Outcome> first = guard.deliver(key(1), MESSAGE, running(run));
        failing = true;
        run.complete(Outcome.failed());
        failing = false;

        assertThat(first.join().status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(deliver(1, DONE)).isSameAs(DONE);
    }

    @Test
    void an_error_of_who_waits_keeps_nobody_else_waiting() {
        CompletableFuture<Outcome> run = new CompletableFuture<>();
        CompletableFuture<Outcome> first = guard.deliver(key(1), MESSAGE, running(run));
        first.thenRun(() -> {
            throw new StackOverflowError("in a continuation");
        });
        CompletableFuture<Outcome> joined = guard.deliver(key(1), MESSAGE, running(run));

        run.complete(DONE);

        assertThat(joined.getNow(null)).isSameAs(DONE);
        assertThat(guard.size()).isEqualTo(1);
        assertThat(deliver(1, Outcome.failed())).isEqualTo(DONE);
    }

    @Test
    void many_threads_run_each_message_once() throws Exception {
        int threads = 8;
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Background<Integer>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            all.add(Background.run(() -> {
                together.await();
                for (int i = 0; i < 500; i++) {
                    Outcome done = Outcome.replied(Reply.text("done " + i));
                    assertThat(deliver(i, done)).isEqualTo(done);
                }
                return 500;
            }));
        }

        for (Background<Integer> each : all) {
            assertThat(each.result()).isEqualTo(500);
        }
        assertThat(runs).hasValue(500);
    }

    @Test
    void many_threads_start_one_run_at_a_time_of_a_message_that_keeps_failing() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        List<Background<Integer>> all = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            all.add(Background.run(() -> {
                int most = 0;
                for (int i = 0; i < 2_000; i++) {
                    most = Math.max(most, failingRun(atOnce));
                }
                return most;
            }));
        }

        for (Background<Integer> each : all) {
            assertThat(each.result()).isEqualTo(1);
        }
    }

    /** How many runs there were while this one was; or 1, when it had none of its own. */
    private int failingRun(AtomicInteger atOnce) {
        AtomicInteger most = new AtomicInteger(1);
        guard.deliver(key(1), MESSAGE, progress -> {
            most.set(atOnce.incrementAndGet());
            Thread.yield();
            atOnce.decrementAndGet();
            return CompletableFuture.completedFuture(Outcome.failed());
        });
        return most.get();
    }

    private Outcome deliver(int number, Outcome outcome) {
        return deliver(guard, number, outcome);
    }

    private Outcome deliver(MemoryRedeliveryGuard guard, int number, Outcome outcome) {
        return guard.deliver(key(number), MESSAGE, running(CompletableFuture.completedFuture(outcome)))
                .join();
    }

    /** How far the handlers had come when it is delivered again. */
    private static HandlerProgress progressOf(MemoryRedeliveryGuard guard, int number) {
        AtomicReference<HandlerProgress> seen = new AtomicReference<>();
        guard.deliver(key(number), MESSAGE, progress -> {
            seen.set(progress);
            return new CompletableFuture<>();
        });
        return seen.get();
    }

    /** With a picture of 2 MB. All are of the same characters, but nobody can know that. */
    private static Reply picture(int number) {
        return Reply.stream("s" + number, "look", true).pictures(new Picture(TWO_MEGABYTES, "md5 of " + number));
    }

    private Function<HandlerProgress, CompletableFuture<Outcome>> running(CompletableFuture<Outcome> run) {
        return progress -> {
            runs.incrementAndGet();
            return run;
        };
    }

    private MemoryRedeliveryGuard guard(int maximum) {
        return guard(maximum, 64 * MEGABYTE);
    }

    private MemoryRedeliveryGuard guard(int maximum, long bytes) {
        return new MemoryRedeliveryGuard(new Bounds(Duration.ofMinutes(10), maximum, bytes, true), this::now);
    }

    private long now() {
        if (failing) {
            throw new OutOfMemoryError("no memory to tell the time");
        }
        return time.get();
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    private static MessageKey key(int number) {
        return new MessageKey("default", Integer.toString(number));
    }
}
