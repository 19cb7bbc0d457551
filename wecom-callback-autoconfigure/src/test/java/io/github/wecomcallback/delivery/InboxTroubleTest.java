// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.UnreliableDataSource;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** The inbox when things go wrong around it. */
@ParameterizedClass
@EnumSource(
        value = Pools.class,
        names = {"H2", "H2_WITHOUT_AUTO_COMMIT"})
class InboxTroubleTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.DEBUG);

    private final HikariDataSource pool;
    private final UnreliableDataSource dataSource;

    InboxTroubleTest(Pools pools) {
        pool = pools.withTables();
        dataSource = new UnreliableDataSource(pool);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void while_the_database_is_away_nothing_is_acknowledged_and_nothing_half_done() {
        List<String> journal = new CopyOnWriteArrayList<>();
        try (InboxNode node = InboxNode.on(dataSource, new Both(journal)).start()) {
            dataSource.goAway();

            assertThat(node.deliver(WeCom.text("hi", 1))).isEqualTo(503);
            assertThat(node.deliver(WeCom.text("hi", 1))).isEqualTo(503);
            assertThat(journal).isEmpty();

            dataSource.comeBack();

            assertThat(node.deliver(WeCom.text("hi", 1))).isEqualTo(200);
            await().untilAsserted(() ->
                    assertThat(journal).containsExactlyInAnyOrder("in the request: hi", "from the inbox: hi"));
            assertThat(node.inbox().statistics().countUnavailable()).isEqualTo(2);
        }
    }

    @Test
    void an_outage_is_logged_once_in_a_while_and_without_data() {
        try (InboxNode node =
                InboxNode.on(dataSource, new Both(new CopyOnWriteArrayList<>())).build()) {
            dataSource.goAway();
            for (int i = 0; i < 50; i++) {
                node.deliver(WeCom.text("工资单", i));
            }
        }
        assertThat(log.messages(Level.WARN))
                .containsExactly("The inbox cannot be written; callbacks are answered 503 and delivered again"
                        + " (CannotCreateTransactionException, SQL state 08001)");
        assertThat(log.text()).doesNotContain("工资单");
    }

    @Test
    void a_handler_that_is_done_while_the_database_is_away_does_not_run_again() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Object slow = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) throws InterruptedException {
                runs.incrementAndGet();
                begun.countDown();
                mayEnd.await();
            }
        };
        try (InboxNode node = InboxNode.on(dataSource, slow).start()) {
            node.deliver(WeCom.text("hi", 1));
            begun.await();
            dataSource.goAway();
            mayEnd.countDown();
            await().until(() -> node.inbox().statistics().countHandled() == 1);

            dataSource.comeBack();

            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void a_handler_that_is_gone_makes_a_dead_letter_that_says_so() {
        try (InboxNode node =
                InboxNode.on(dataSource, new Both(new CopyOnWriteArrayList<>())).build()) {
            node.deliver(WeCom.text("hi", 1));
        }
        try (InboxNode renamed = InboxNode.on(dataSource).start()) {
            await().untilAsserted(() -> assertThat(renamed.deadLetters().list(10))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.error()).contains("No handler of this name");
                        assertThat(letter.handler()).contains("#later(");
                        assertThat(letter.attempts()).isEqualTo(3);
                    }));
        }
    }

    @Test
    void what_the_error_handler_gives_up_is_not_tried_again() {
        AtomicInteger runs = new AtomicInteger();
        Object failing = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) {
                runs.incrementAndGet();
                throw new IllegalStateException("hopeless");
            }
        };
        try (InboxNode node = InboxNode.on(dataSource, failing)
                .errors((exchange, failure) ->
                        "hopeless".equals(failure.cause().getMessage()) ? Decision.ACKNOWLEDGE : Decision.REDELIVER)
                .start()) {
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void a_failing_error_handler_changes_nothing() {
        try (InboxNode node = InboxNode.on(dataSource, new Failing())
                .errors((exchange, failure) -> {
                    throw new IllegalStateException("the error handler");
                })
                .start()) {
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() -> assertThat(states()).containsExactly("DEAD"));
        }
    }

    @Test
    void even_an_error_of_the_machine_is_a_failure_like_others() {
        Object broken = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) {
                throw new NoClassDefFoundError("gone");
            }
        };
        try (InboxNode node = InboxNode.on(dataSource, broken).start()) {
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() -> assertThat(states()).containsExactly("DEAD"));
        }
    }

    @Test
    void at_shutdown_what_runs_comes_to_its_end() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Object slow = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) throws InterruptedException {
                begun.countDown();
                mayEnd.await();
            }
        };
        InboxNode node = InboxNode.on(dataSource, slow).start();
        node.deliver(WeCom.text("hi", 1));
        begun.await();

        Background<Object> stopped = Background.run(() -> {
            node.close();
            return null;
        });
        await().until(() ->
                node.inbox().scheduler().scheduler().getSchedulerState().isShuttingDown());
        mayEnd.countDown();

        stopped.result();
        assertThat(states()).containsExactly("HANDLED");
    }

    @Test
    void what_takes_too_long_at_shutdown_is_free_for_another_node_at_once() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Object endless = new Object() {
            @WeComMessageHandler(type = "text")
            void later(UserMessage.Text text) throws InterruptedException {
                begun.countDown();
                never.await();
            }
        };
        InboxSettings impatient = new InboxSettings(
                4,
                Duration.ofMillis(50),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofMillis(500));
        InboxNode node = InboxNode.on(dataSource, endless).settings(impatient).start();
        node.deliver(WeCom.text("hi", 1));
        begun.await();

        node.close();

        List<String> journal = new CopyOnWriteArrayList<>();
        Object other = new Object() {
            @WeComMessageHandler(type = "text")
            void later(UserMessage.Text text) {
                journal.add(text.content());
            }
        };
        try (InboxNode next =
                InboxNode.on(dataSource, other).settings(impatient).start()) {
            await().untilAsserted(() -> assertThat(journal).containsExactly("hi"));
            assertThat(next.deadLetters().list(1)).isEmpty();
            assertThat(attempts()).as("a shutdown is no failure").isZero();
        }
    }

    private List<String> states() {
        return Pools.jdbc(pool).queryForList("select state from wecom_inbox order by id", String.class);
    }

    private int attempts() {
        return Pools.jdbc(pool).queryForObject("select attempts from wecom_inbox", Integer.class);
    }

    /** One handler in the request and one from the inbox. */
    record Both(List<String> journal) {

        @WeComMessageHandler(type = "text")
        String now(UserMessage.Text text) {
            journal.add("in the request: " + text.content());
            return "ok";
        }

        @WeComMessageHandler(type = "text")
        void later(UserMessage.Text text) {
            journal.add("from the inbox: " + text.content());
        }
    }

    static class Failing {

        @WeComMessageHandler(type = "text")
        void fail(UserMessage.Text text) {
            throw new IllegalStateException("no");
        }
    }
}
