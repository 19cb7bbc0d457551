// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.CallbackObservers;
import io.github.wecomcallback.exchange.MessageHandling;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.message.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One message of one customer, which is tried twice. */
class CustomerRunTest {

    private static final Account ACCOUNT =
            Account.app("ww0123456789abcdef", "token", "a".repeat(42) + "A").build();
    private static final String TEXT = """
            {"msgid":"m1","open_kfid":"wk1","external_userid":"wm1","send_time":1700000000,"origin":3,"msgtype":"text",\
            "text":{"content":"hello"}}""";

    private final KfThreads threads = new KfThreads(1, 1);
    private final KfStatistics statistics = new KfStatistics();
    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    private volatile boolean goesOn = true;

    @AfterEach
    void stop() {
        threads.close();
        threads.awaitEnd();
    }

    @Test
    void what_fails_at_each_try_is_passed() throws Exception {
        outcomes.addAll(List.of(Outcome.failed(), Outcome.failed()));

        handle(Duration.ofMinutes(1));

        assertThat(statistics.givenUpMessages()).isEqualTo(1);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void what_takes_too_long_at_each_try_is_passed() throws Exception {
        outcomes.addAll(List.of(Outcome.late(), Outcome.late()));

        handle(Duration.ZERO);

        assertThat(statistics.givenUpMessages()).isEqualTo(1);
        assertThat(outcomes).isEmpty();
    }

    /** Its claim outlives it, or it is still at work; in both cases it may not come to an end. */
    @Test
    void what_another_node_has_is_waited_for_however_often_it_was_asked_for() throws Exception {
        outcomes.addAll(List.of(Outcome.late(), Outcome.late(), Outcome.late(), Outcome.acknowledged()));

        handle(Duration.ofMinutes(1));

        assertThat(statistics.givenUpMessages()).isZero();
        assertThat(statistics.handledMessages()).isEqualTo(1);
    }

    @Test
    void asking_for_what_another_node_has_uses_no_try_up() throws Exception {
        outcomes.addAll(List.of(Outcome.late(), Outcome.late(), Outcome.failed(), Outcome.acknowledged()));

        handle(Duration.ofMinutes(1));

        assertThat(statistics.givenUpMessages()).isZero();
        assertThat(statistics.handledMessages()).isEqualTo(1);
    }

    @Test
    void what_fails_once_the_pull_is_over_for_this_node_is_neither_counted_nor_passed() {
        outcomes.addAll(List.of(Outcome.failed(), Outcome.failed()));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> handle(Duration.ofMinutes(1), () -> goesOn = false))
                .withCauseInstanceOf(PullBrokenOffException.class);

        assertThat(outcomes).hasSize(1);
        assertThat(statistics.givenUpMessages()).isZero();
        assertThat(statistics.failedTries()).isZero();
    }

    private void handle(Duration handlerTimeout) throws Exception {
        handle(handlerTimeout, () -> {});
    }

    /** @param meanwhile what happens while the handlers are at work */
    private void handle(Duration handlerTimeout, Runnable meanwhile) throws Exception {
        // The outcomes stand in for handlers, so that there are none to run.
        CallbackInterceptor handlers = (exchange, chain) -> {
            meanwhile.run();
            return outcomes.remove();
        };
        MessageHandling handling = new MessageHandling(List.of(handlers), CallbackObservers.NONE, null);
        KfSettings settings = new KfSettings(
                FirstPull.FROM_NOW,
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                1,
                1,
                handlerTimeout,
                new Retry(2, Duration.ZERO, 1, Duration.ZERO),
                0);
        KfItem item = KfItem.of(ACCOUNT, Payload.of(TEXT), Instant.now());
        new CustomerRun(
                        PageProgress.of(List.of(item), null),
                        List.of(0),
                        handling,
                        settings,
                        statistics,
                        () -> goesOn,
                        time -> null,
                        threads)
                .begin()
                .get(10, TimeUnit.SECONDS);
    }
}
