// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.annotation.WeComRetry;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.SteppedDataSource;
import io.github.wecomcallback.support.WeCom;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The inbox on each of the databases. */
class InboxTest {

    private static final Timestamp LONG_AGO = Timestamp.valueOf("2020-01-01 00:00:00");

    private HikariDataSource dataSource;

    @AfterEach
    void closePool() {
        dataSource.close();
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_callback_is_acknowledged_once_stored_and_handled_afterwards(Pools database) {
        dataSource = database.withTables();
        Recorder recorder = new Recorder();
        try (InboxNode node = InboxNode.on(dataSource, recorder).build()) {
            assertThat(node.deliver(WeCom.text("你好 😀", 1))).isEqualTo(200);

            assertThat(recorder.seen).isEmpty();
            assertThat(node.waiting()).isOne();

            node.start();

            await().untilAsserted(() -> assertThat(recorder.seen).containsExactly("你好 😀"));
            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
            assertThat(tasks()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_handler_that_replies_stays_in_the_request(Pools database) {
        dataSource = database.withTables();
        Recorder recorder = new Recorder();
        AtomicInteger replies = new AtomicInteger();
        Object replying = new Object() {
            @WeComMessageHandler(type = "text")
            String reply(UserMessage.Text text) {
                replies.incrementAndGet();
                return "收到";
            }
        };
        try (InboxNode node = InboxNode.on(dataSource, recorder, replying).build()) {
            assertThat(node.deliver(WeCom.text("hi", 1))).isEqualTo(200);

            assertThat(replies).hasValue(1);
            assertThat(recorder.seen).isEmpty();
            assertThat(node.waiting()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_redelivery_to_another_node_is_not_stored_again(Pools database) {
        dataSource = database.withTables();
        Recorder recorder = new Recorder();
        try (InboxNode first = InboxNode.on(dataSource, recorder).build();
                InboxNode second = InboxNode.on(dataSource, recorder).start()) {
            first.deliver(WeCom.text("once", 1));
            await().untilAsserted(() -> assertThat(recorder.seen).hasSize(1));

            assertThat(second.deliver(WeCom.text("once", 1))).isEqualTo(200);
            assertThat(second.deliver(WeCom.text("other", 2))).isEqualTo(200);

            await().untilAsserted(() -> assertThat(recorder.seen).containsExactly("once", "other"));
            assertThat(states()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void each_handler_is_tried_again_for_itself(Pools database) {
        dataSource = database.withTables();
        Recorder recorder = new Recorder();
        AtomicInteger tries = new AtomicInteger();
        Object failing = new Object() {
            @WeComMessageHandler(type = "text")
            void fail(UserMessage.Text text) {
                if (tries.incrementAndGet() < 3) {
                    throw new IllegalStateException("not yet");
                }
            }
        };
        try (InboxNode node = InboxNode.on(dataSource, recorder, failing).start()) {
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED", "HANDLED"));
            assertThat(tries).hasValue(3);
            assertThat(recorder.seen).containsExactly("hi");
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void what_fails_for_the_last_time_is_a_dead_letter_that_can_be_replayed_and_discarded(Pools database) {
        dataSource = database.withTables();
        Unwilling unwilling = new Unwilling();
        try (InboxNode node = InboxNode.on(dataSource, unwilling).start()) {
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() -> assertThat(node.deadLetters().list(10)).hasSize(1));
            DeadLetter letter = node.deadLetters().list(10).get(0);
            assertThat(letter.attempts()).isEqualTo(2);
            assertThat(letter.account()).isEqualTo("default");
            assertThat(letter.kind()).contains("text");
            assertThat(letter.handler()).startsWith("handler0#refuse(");
            assertThat(letter.error())
                    .isEqualTo("java.lang.IllegalStateException: no\nCaused by: java.lang.RuntimeException: because");
            assertThat(unwilling.tries).hasValue(2);

            assertThat(node.deadLetters().replay(letter.id())).isTrue();
            await().untilAsserted(() -> assertThat(unwilling.tries).hasValue(4));
            await().untilAsserted(() ->
                    assertThat(node.deadLetters().find(letter.id())).isPresent());

            unwilling.willing = true;
            assertThat(node.deadLetters().replay(letter.id())).isTrue();
            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
            assertThat(node.deadLetters().replay(letter.id())).isFalse();
            assertThat(node.deadLetters().discard(letter.id())).isFalse();

            unwilling.willing = false;
            node.deliver(WeCom.text("again", 2));
            await().untilAsserted(() -> assertThat(node.deadLetters().list(10)).hasSize(1));
            assertThat(node.deadLetters()
                            .discard(node.deadLetters().list(10).get(0).id()))
                    .isTrue();
            assertThat(states()).containsExactly("HANDLED");
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_dead_letter_can_be_replayed_before_its_node_has_left_it(Pools database) {
        dataSource = database.withTables();
        Unwilling unwilling = new Unwilling();
        AtomicInteger replayed = new AtomicInteger();
        SteppedDataSource stepped = new SteppedDataSource(dataSource);
        try (InboxNode other = InboxNode.on(dataSource, unwilling).build();
                InboxNode node = InboxNode.on(stepped, unwilling).build()) {
            stepped.beforeEach(step -> {
                boolean leaving = step.contains("for update") || step.startsWith("delete from wecom_inbox_task");
                List<DeadLetter> letters = leaving ? other.deadLetters().list(10) : List.of();
                if (!letters.isEmpty() && replayed.compareAndSet(0, 1)) {
                    unwilling.willing = true;
                    assertThat(other.deadLetters().replay(letters.get(0).id())).isTrue();
                    replayed.incrementAndGet();
                }
            });
            node.start();
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
            await().untilAsserted(() -> assertThat(tasks()).isEmpty());
            assertThat(replayed).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void what_a_dead_node_was_at_goes_to_another(Pools database) throws Exception {
        dataSource = database.withTables();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Object stuck = new Recorder() {
            @Override
            void see(UserMessage.Text text) throws InterruptedException {
                begun.countDown();
                never.await();
            }
        };
        Recorder recorder = new Recorder();
        InboxNode dying = InboxNode.on(dataSource, stuck).start();
        dying.deliver(WeCom.text("hi", 1));
        begun.await();
        // As if its process were gone: it takes up nothing, and gives no sign of life.
        dying.inbox().scheduler().scheduler().pause();
        Pools.jdbc(dataSource)
                .update("update wecom_inbox_task set last_heartbeat = ? , version = version + 1", LONG_AGO);
        try (InboxNode other = InboxNode.on(dataSource, recorder).start()) {
            await().untilAsserted(() -> assertThat(recorder.seen).containsExactly("hi"));
            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
            assertThat(other.waiting()).isZero();
            assertThat(Pools.jdbc(dataSource).queryForObject("select attempts from wecom_inbox", Integer.class))
                    .as("the death counts as an attempt")
                    .isOne();
        } finally {
            never.countDown();
            dying.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_node_that_was_taken_for_dead_goes_on_with_something_else(Pools database) throws Exception {
        dataSource = database.withTables();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        Object slow = new Object() {
            @WeComMessageHandler(type = "text", ordered = true)
            void handle(UserMessage.Text text) throws InterruptedException {
                begun.countDown();
                mayEnd.await();
                seen.add(text.content());
            }
        };
        InboxSettings oneThread = new InboxSettings(
                1,
                Duration.ofMillis(50),
                Duration.ofSeconds(4),
                Duration.ofMinutes(1),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofSeconds(10));
        try (InboxNode node = InboxNode.on(dataSource, slow).settings(oneThread).start()) {
            node.deliver(text("sender1", 1));
            begun.await();
            JdbcTemplate jdbc = Pools.jdbc(dataSource);
            // As another node does that has run the lane meanwhile.
            jdbc.update("update wecom_inbox set state = 'HANDLED'");
            jdbc.update("delete from wecom_inbox_task where task_name = 'wecom-inbox'");
            mayEnd.countDown();

            node.deliver(text("sender2", 2));

            await().untilAsserted(() -> assertThat(seen).containsExactly("n1", "n2"));
            await().untilAsserted(() -> assertThat(tasks()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void messages_of_a_sender_are_handled_one_after_the_other_by_an_ordered_handler(Pools database) {
        dataSource = database.withTables();
        Ordered ordered = new Ordered();
        try (InboxNode first = InboxNode.on(dataSource, ordered).start();
                InboxNode second = InboxNode.on(dataSource, ordered).start()) {
            for (int i = 0; i < 60; i++) {
                InboxNode node = i % 2 == 0 ? first : second;
                assertThat(node.deliver(text("sender" + i % 3, i))).isEqualTo(200);
            }

            await().untilAsserted(() -> assertThat(
                            ordered.seen.values().stream().mapToInt(List::size).sum())
                    .isEqualTo(60));
            ordered.seen.forEach((sender, ids) ->
                    assertThat(ids).as(sender).hasSize(20).isSorted().doesNotHaveDuplicates());
            assertThat(ordered.overlaps).hasValue(0);
            await().untilAsserted(() -> assertThat(tasks()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void an_ordered_message_waits_for_the_one_before_it_until_that_is_a_dead_letter(Pools database) {
        dataSource = database.withTables();
        List<String> log = new CopyOnWriteArrayList<>();
        Object ordered = new Object() {
            @WeComMessageHandler(type = "text", ordered = true)
            void handle(UserMessage.Text text) {
                log.add(text.content());
                if (text.content().equals("bad")) {
                    throw new IllegalStateException("bad");
                }
            }
        };
        try (InboxNode node = InboxNode.on(dataSource, ordered).build()) {
            node.deliver(WeCom.text("bad", 1));
            node.deliver(WeCom.text("good", 2));

            node.start();

            await().untilAsserted(() -> assertThat(log).containsExactly("bad", "bad", "bad", "good"));
        }
    }

    private List<String> states() {
        return Pools.jdbc(dataSource).queryForList("select state from wecom_inbox order by id", String.class);
    }

    private List<String> tasks() {
        return Pools.jdbc(dataSource)
                .queryForList(
                        "select task_instance from wecom_inbox_task where task_name = 'wecom-inbox'", String.class);
    }

    private static String text(String sender, long id) {
        return WeCom.text("n" + id, id)
                .replaceAll("<FromUserName>.*</FromUserName>", "<FromUserName>" + sender + "</FromUserName>");
    }

    /** Writes down what it sees. */
    static class Recorder {

        final List<String> seen = new CopyOnWriteArrayList<>();

        @WeComMessageHandler(type = "text")
        void see(UserMessage.Text text) throws Exception {
            seen.add(text.content());
        }
    }

    /** Fails until it is willing. */
    static class Unwilling {

        final AtomicInteger tries = new AtomicInteger();
        volatile boolean willing;

        @WeComMessageHandler(type = "text", delivery = Delivery.INBOX)
        @WeComRetry(attempts = 2)
        void refuse(UserMessage.Text text, CallbackContext context) {
            tries.incrementAndGet();
            if (!willing) {
                throw new IllegalStateException("no", new RuntimeException("because"));
            }
        }
    }

    /** Writes down the order, and whether two of one sender were ever at work together. */
    static class Ordered {

        final Map<String, List<Long>> seen = new ConcurrentHashMap<>();
        final Map<String, AtomicInteger> atWork = new ConcurrentHashMap<>();
        final AtomicInteger overlaps = new AtomicInteger();

        @WeComMessageHandler(type = "text", ordered = true)
        void handle(UserMessage.Text text) {
            AtomicInteger mine = atWork.computeIfAbsent(text.fromUserName(), sender -> new AtomicInteger());
            if (mine.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            seen.computeIfAbsent(text.fromUserName(), sender -> new CopyOnWriteArrayList<>())
                    .add(Long.valueOf(text.msgId()));
            Thread.yield();
            mine.decrementAndGet();
        }
    }
}
