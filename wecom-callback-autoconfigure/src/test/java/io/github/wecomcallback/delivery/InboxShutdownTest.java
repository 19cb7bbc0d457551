// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.UnreliableDataSource;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** What becomes of what a node is at when it goes down. */
@ParameterizedClass
@EnumSource(
        value = Pools.class,
        names = {"H2", "H2_WITHOUT_AUTO_COMMIT"})
class InboxShutdownTest {

    private static final Retry ONCE = new Retry(1, Duration.ZERO, 1, Duration.ZERO);

    /** Interrupts before long, and does not live long enough to be taken for dead. */
    private static final InboxSettings IMPATIENT = new InboxSettings(
            4,
            Duration.ofMillis(50),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofMillis(500));

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final HikariDataSource pool;
    private final UnreliableDataSource dataSource;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Texts texts = new Texts();

    InboxShutdownTest(Pools pools) {
        pool = pools.withTables();
        dataSource = new UnreliableDataSource(pool);
    }

    @AfterEach
    void closePool() {
        texts.end.countDown();
        pool.close();
    }

    /** What a handler makes of being interrupted. */
    enum Interrupted {
        THROWN_ON {
            @Override
            void make(InterruptedException ex) throws Exception {
                throw ex;
            }
        },
        WRAPPED {
            @Override
            void make(InterruptedException ex) {
                throw new IllegalStateException("wrapped", ex);
            }
        },
        HIDDEN {
            @Override
            void make(InterruptedException ex) {
                throw new IllegalStateException("hidden");
            }
        },
        AN_ERROR {
            @Override
            void make(InterruptedException ex) {
                throw new AssertionError("hidden");
            }
        };

        abstract void make(InterruptedException ex) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void what_is_interrupted_goes_back_whatever_it_makes_of_that(Interrupted interrupted) throws Exception {
        texts.onInterrupt = interrupted;
        InboxNode node = node(IMPATIENT);
        node.deliver(WeCom.text("hi", 1));
        texts.atWork.await();

        node.close();

        assertThat(asked).isEmpty();
        assertThat(row()).containsEntry("state", "WAITING").containsEntry("attempts", 0);
        assertThat(row()).containsEntry("last_error", null);
        assertThat(node.inbox().statistics().countFailed()).isZero();
        assertThat(node.inbox().statistics().countDied()).isZero();
        assertThat(log.messages(Level.ERROR)).isEmpty();
        texts.end.countDown();
        try (InboxNode next = node(IMPATIENT)) {
            await().untilAsserted(() -> assertThat(texts.handled).containsExactly("hi"));
            await().untilAsserted(() -> assertThat(row()).containsEntry("state", "HANDLED"));
            assertThat(next.deadLetters().list(1)).isEmpty();
        }
    }

    @Test
    void what_fails_while_the_node_goes_down_goes_back() throws Exception {
        texts.failing.set(true);
        InboxNode node = node(InboxNode.SETTINGS);
        node.deliver(WeCom.text("hi", 1));
        texts.atWork.await();
        Background<Object> stopped = stopping(node);

        texts.end.countDown();
        stopped.result();

        assertThat(asked).isEmpty();
        assertThat(row()).containsEntry("state", "WAITING").containsEntry("attempts", 0);
    }

    @Test
    void what_succeeds_while_the_node_goes_down_is_handled() throws Exception {
        InboxNode node = node(InboxNode.SETTINGS);
        node.deliver(WeCom.text("hi", 1));
        texts.atWork.await();
        Background<Object> stopped = stopping(node);

        texts.end.countDown();
        stopped.result();

        assertThat(row()).containsEntry("state", "HANDLED");
    }

    @Test
    void what_succeeds_although_it_was_interrupted_is_handled() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        Object brave = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) {
                atWork.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
        };
        InboxNode node = InboxNode.on(dataSource, brave).settings(IMPATIENT).start();
        node.deliver(WeCom.text("hi", 1));
        atWork.await();

        node.close();

        assertThat(row()).containsEntry("state", "HANDLED");
    }

    @Test
    void what_is_done_is_written_down_although_the_thread_is_interrupted_meanwhile() throws Exception {
        InboxSettings settings = new InboxSettings(
                4,
                Duration.ofMillis(50),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofSeconds(2));
        InboxNode node = node(settings);
        node.deliver(WeCom.text("hi", 1));
        texts.atWork.await();
        dataSource.goAway();
        Thread worker = texts.threads.get(0);
        texts.end.countDown();
        await().until(() -> node.inbox().statistics().countHandled() == 1);
        Background<Object> stopped = stopping(node);

        worker.interrupt();
        await().until(() -> !worker.isInterrupted());
        dataSource.comeBack();
        stopped.result();

        assertThat(row()).containsEntry("state", "HANDLED");
        assertThat(texts.handled).containsExactly("hi");
    }

    @Test
    void a_node_that_goes_down_begins_nothing_more_of_a_sender() throws Exception {
        List<String> begun = new CopyOnWriteArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        Object ordered = new Object() {
            @WeComMessageHandler(type = "text", ordered = true)
            void handle(UserMessage.Text text) throws InterruptedException {
                begun.add(text.content());
                end.await();
            }
        };
        InboxNode node = InboxNode.on(dataSource, ordered).build();
        node.deliver(WeCom.text("first", 1));
        node.deliver(WeCom.text("second", 2));
        node.start();
        await().until(() -> begun.size() == 1);
        Background<Object> stopped = stopping(node);

        end.countDown();
        stopped.result();

        assertThat(begun).containsExactly("first");
        assertThat(states()).containsExactly("HANDLED", "WAITING");
        try (InboxNode next = InboxNode.on(dataSource, ordered).start()) {
            await().untilAsserted(() -> assertThat(begun).containsExactly("first", "second"));
            assertThat(next.deadLetters().list(1)).isEmpty();
        }
    }

    @Test
    void a_thread_that_cannot_write_down_what_is_done_ends_with_the_node() throws Exception {
        InboxNode node = node(IMPATIENT);
        node.deliver(WeCom.text("hi", 1));
        texts.atWork.await();
        Thread worker = texts.threads.get(0);
        dataSource.goAway();
        texts.end.countDown();

        node.close();

        worker.join(Duration.ofSeconds(10).toMillis());
        assertThat(worker.isAlive()).isFalse();
    }

    @Test
    void what_ends_after_the_node_has_stopped_holds_no_thread() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        AtomicBoolean mayEnd = new AtomicBoolean();
        Object deaf = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) {
                worker.complete(Thread.currentThread());
                atWork.countDown();
                while (!mayEnd.get()) {
                    Thread.onSpinWait();
                }
            }
        };
        InboxNode node = InboxNode.on(dataSource, deaf).settings(IMPATIENT).start();
        node.deliver(WeCom.text("hi", 1));
        atWork.await();
        node.close();
        dataSource.goAway();

        mayEnd.set(true);

        worker.get().join(Duration.ofSeconds(10).toMillis());
        assertThat(worker.get().isAlive()).isFalse();
        assertThat(worker.get().isDaemon()).as("the JVM ends without it").isTrue();
    }

    private InboxNode node(InboxSettings settings) {
        return InboxNode.on(dataSource, texts)
                .settings(settings)
                .retry(ONCE)
                .errors((exchange, failure) -> {
                    asked.add(failure.handler());
                    return Decision.ACKNOWLEDGE;
                })
                .start();
    }

    /** Returns once the node takes nothing up any more. */
    private static Background<Object> stopping(InboxNode node) {
        Background<Object> stopped = Background.run(() -> {
            node.close();
            return null;
        });
        await().until(() ->
                node.inbox().scheduler().scheduler().getSchedulerState().isShuttingDown());
        return stopped;
    }

    private Map<String, Object> row() {
        return Pools.jdbc(pool).queryForMap("select state, attempts, last_error from wecom_inbox");
    }

    private List<String> states() {
        return Pools.jdbc(pool).queryForList("select state from wecom_inbox order by id", String.class);
    }

    /** At work until it is let go. */
    static final class Texts {

        private final CountDownLatch atWork = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicBoolean failing = new AtomicBoolean();
        private final List<String> handled = new CopyOnWriteArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile Interrupted onInterrupt = Interrupted.THROWN_ON;

        @WeComMessageHandler(type = "text")
        void handle(UserMessage.Text text) throws Exception {
            threads.add(Thread.currentThread());
            atWork.countDown();
            try {
                end.await();
            } catch (InterruptedException ex) {
                onInterrupt.make(ex);
            }
            if (failing.get()) {
                throw new IllegalStateException("failing");
            }
            handled.add(text.content());
        }
    }
}
