// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.exchange.Deadlines.Deadline;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

class DeadlinesTest {

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration NEVER = Duration.ofHours(1);

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final Deadlines deadlines = new Deadlines();
    private final CountDownLatch answered = new CountDownLatch(1);

    @AfterEach
    void close() {
        deadlines.close();
    }

    static List<Throwable> whatever() {
        return List.of(
                new IllegalStateException("the response is gone"),
                new OutOfMemoryError("no memory for the answer"),
                new StackOverflowError(),
                new NoClassDefFoundError("Answer"),
                new AssertionError());
    }

    @ParameterizedTest
    @MethodSource("whatever")
    void whatever_one_late_answer_throws_the_others_are_answered(Throwable thrown) throws Exception {
        Deadline broken = deadlines.begin(SOON, () -> raise(thrown));
        await().until(() -> log.messages(Level.ERROR).size() == 1);

        deadlines.begin(SOON, answered::countDown);

        assertThat(answered.await(10, SECONDS)).isTrue();
        assertThat(broken.end()).isFalse();
    }

    @Test
    void an_error_does_not_keep_those_from_being_answered_that_were_begun_before_it() throws Exception {
        CountDownLatch all = new CountDownLatch(10);
        deadlines.begin(SOON, () -> {
            throw new OutOfMemoryError("the first");
        });
        for (int i = 0; i < 10; i++) {
            deadlines.begin(Duration.ofMillis(50), all::countDown);
        }

        assertThat(all.await(10, SECONDS)).isTrue();
    }

    @Test
    void what_is_done_in_time_is_not_answered_late() {
        AtomicBoolean late = new AtomicBoolean();
        Deadline deadline = deadlines.begin(NEVER, () -> late.set(true));

        assertThat(deadline.end()).isTrue();
        assertThat(deadline.end()).isTrue();
        assertThat(late).isFalse();
    }

    @Test
    void what_is_overdue_from_the_beginning_is_answered_late() throws Exception {
        deadlines.begin(Duration.ofSeconds(-1), answered::countDown);

        assertThat(answered.await(10, SECONDS)).isTrue();
    }

    @Test
    void one_that_takes_very_long_does_not_come_before_one_that_is_due() throws Exception {
        deadlines.begin(Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000), () -> {});
        deadlines.begin(SOON, answered::countDown);

        assertThat(answered.await(10, SECONDS)).isTrue();
    }

    @Test
    void who_ends_while_the_late_answer_is_given_waits_for_it_and_hears_of_it() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean given = new AtomicBoolean();
        Deadline deadline = deadlines.begin(SOON, () -> {
            answering.countDown();
            given.set(isReached(goOn));
        });
        answering.await();

        Background<Boolean> end =
                Background.run(() -> !deadline.end() && given.get()).untilItIs(Thread.State.WAITING);
        goOn.countDown();

        assertThat(end.result()).isTrue();
    }

    @Test
    void each_is_answered_once_or_in_time_and_none_is_both() throws Exception {
        int count = 2_000;
        AtomicInteger late = new AtomicInteger();
        AtomicInteger inTime = new AtomicInteger();
        List<Background<Boolean>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Random random = new Random(t);
            threads.add(Background.run(() -> {
                for (int i = 0; i < count / 4; i++) {
                    Deadline deadline =
                            deadlines.begin(Duration.ofNanos(random.nextInt(200_000)), late::incrementAndGet);
                    for (int spin = random.nextInt(50_000); spin > 0; spin--) {
                        Thread.onSpinWait();
                    }
                    if (deadline.end()) {
                        inTime.incrementAndGet();
                    }
                }
                return true;
            }));
        }
        for (Background<Boolean> thread : threads) {
            thread.result();
        }

        await().until(() -> late.get() + inTime.get() == count);
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void what_is_done_takes_up_no_room() {
        for (int i = 0; i < 10_000; i++) {
            deadlines.begin(NEVER, () -> {}).end();
        }

        assertThat(deadlines.size()).isZero();
    }

    @Test
    void after_it_was_closed_it_can_be_used_again() throws Exception {
        AtomicBoolean forgotten = new AtomicBoolean();
        deadlines.begin(Duration.ofMillis(200), () -> forgotten.set(true));
        deadlines.close();

        deadlines.begin(Duration.ofMillis(300), answered::countDown);

        assertThat(answered.await(10, SECONDS)).isTrue();
        assertThat(forgotten).isFalse();
    }

    @Test
    void it_does_not_keep_the_application_from_ending() throws Exception {
        AtomicBoolean daemon = new AtomicBoolean();
        deadlines.begin(SOON, () -> {
            daemon.set(Thread.currentThread().isDaemon());
            answered.countDown();
        });

        assertThat(answered.await(10, SECONDS)).isTrue();
        assertThat(daemon).isTrue();
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(10, SECONDS);
        } catch (InterruptedException ex) {
            return false;
        }
    }

    private static void raise(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
