// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The store is away, slow, or away for a while. */
@ParameterizedClass
@EnumSource(
        value = Pools.class,
        names = {"H2", "H2_WITHOUT_AUTO_COMMIT"})
class StoreFailureTest {

    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(200);

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final HikariDataSource database;
    private final SwitchableDataSource dataSource;
    private final ClaimStore store;
    private final List<Node> nodes = new ArrayList<>();

    StoreFailureTest(Pools pools) {
        database = pools.withTables();
        dataSource = new SwitchableDataSource(database);
        store = new JdbcClaimStore(dataSource, SqlDialect.H2);
    }

    @AfterEach
    void close() {
        dataSource.up();
        nodes.forEach(Node::close);
        database.close();
    }

    @Test
    void without_the_store_nothing_is_begun_and_it_recovers_by_itself() {
        Node node = node(Node.PATIENCE, 1_000);
        dataSource.down();

        CallbackResponse without = node.post("hello", 1);
        dataSource.up();
        List<String> ranWithout = List.copyOf(node.ran());
        CallbackResponse again = node.post("hello", 1);

        assertThat(without.status()).isEqualTo(503);
        assertThat(ranWithout).isEmpty();
        assertThat(Node.reply(again)).contains("hello");
    }

    @Test
    void that_the_store_fails_is_said_once_in_a_while_and_without_what_it_was_about() {
        Node node = node(Node.PATIENCE, 1_000);
        dataSource.down();

        for (int i = 0; i < 20; i++) {
            node.post("sec.ret", i);
        }

        assertThat(log.messages(Level.WARN))
                .hasSizeLessThan(20)
                .first()
                .asString()
                .contains("CannotGetJdbcConnectionException, SQL state 08001", "answered 503");
        assertThat(log.text()).doesNotContain("sec.ret").doesNotContain("li.wei");
    }

    @Test
    void a_store_that_does_not_answer_keeps_no_request_waiting_and_no_more_than_some_threads() {
        Node node = node(LITTLE_PATIENCE, 1_000);
        dataSource.hold();

        for (int i = 0; i < 20; i++) {
            assertThat(node.post("hello", i).status()).isEqualTo(503);
        }
        int waiting = dataSource.waiting();
        dataSource.up();

        assertThat(waiting).isLessThanOrEqualTo(8);
        await().until(() -> node.post("hello", 100).status() == 200);
        assertThat(node.ran()).contains("second hello");
    }

    @Test
    void what_waited_too_long_for_the_store_is_not_begun() {
        Node node = node(LITTLE_PATIENCE, 1_000);
        dataSource.hold();
        for (int i = 0; i < 20; i++) {
            node.post("hello " + i, i);
        }

        dataSource.up();
        await().until(() -> node.post("hello", 100).status() == 200);

        // Those that a thread was at are seen through; the platform may have got 503, but they are not lost.
        assertThat(node.ran()).doesNotContain("first hello 10");
    }

    @Test
    void beyond_its_capacity_it_answers_503_at_once() throws Exception {
        Node node = node(Node.PATIENCE, 1);
        node.hold();
        Background<CallbackResponse> first = node.posting("hello", 1);
        node.untilAtWork();

        CallbackResponse second = node.post("hello", 2);
        node.letGo();

        assertThat(second.status()).isEqualTo(503);
        assertThat(first.result().status()).isEqualTo(200);
        await().until(() -> node.post("hello", 2).status() == 200);
    }

    @Test
    void a_run_that_ends_without_the_store_is_answered_and_told_when_it_is_back() throws Exception {
        Node a = node(Node.PATIENCE, 1_000);
        Node b = node(Node.PATIENCE, 1_000);
        a.hold();
        Background<CallbackResponse> first = a.posting("hello", 1);
        a.untilAtWork();
        dataSource.down();

        a.letGo();
        CallbackResponse answered = first.result();
        await().until(() -> dataSource.refused() > 1);
        dataSource.up();
        CallbackResponse second = b.post("hello", 1);

        assertThat(Node.reply(second)).isEqualTo(Node.reply(answered));
        assertThat(b.ran()).isEmpty();
    }

    @Test
    void at_shutdown_the_store_is_told_what_was_done() throws Exception {
        Node node = node(Node.PATIENCE, 1_000);
        node.hold();
        Background<CallbackResponse> first = node.posting("hello", 1);
        node.untilAtWork();
        dataSource.hold();
        node.letGo();
        first.result();
        await().until(() -> dataSource.waiting() > 0);

        Background<Void> stopping = Background.<Void>run(() -> {
                    node.guard().stop();
                    node.guard().destroy();
                    return null;
                })
                .untilItWaits();
        dataSource.up();
        stopping.result();

        Node other = node(Node.PATIENCE, 1_000);
        assertThat(Node.reply(other.post("hello", 1))).isEqualTo(Node.reply(first.result()));
        assertThat(other.ran()).isEmpty();
    }

    @Test
    void a_run_that_takes_longer_than_the_lease_stays_with_its_node() throws Exception {
        Node a = node(Node.PATIENCE, 1_000);
        Node b = node(Node.PATIENCE, 1_000);
        a.hold();
        a.posting("hello", 1);
        a.untilAtWork();
        Background<CallbackResponse> second = b.posting("hello", 1);

        // Twice the lease: what is to be seen is that nothing happens.
        await().during(Duration.ofSeconds(2)).until(() -> b.ran().isEmpty());
        a.letGo();

        assertThat(Node.reply(second.result())).contains("hello");
        assertThat(b.ran()).isEmpty();
    }

    @Test
    void without_room_for_handlers_the_message_goes_back_at_once() {
        Node a = node(Node.PATIENCE, 1_000);
        a.stopHandlers();

        CallbackResponse busy = a.post("hello", 1);

        assertThat(busy.status()).isEqualTo(503);
        assertThat(Node.reply(node(Node.PATIENCE, 1_000).post("hello", 1))).contains("hello");
    }

    @Test
    void a_claim_that_is_answered_after_its_lease_is_asked_for_again() throws Exception {
        Node a = node(Node.PATIENCE, 1_000);
        SlowStore slow = new SlowStore(store);
        Node late = Node.of("late", slow);
        nodes.add(late);

        Background<CallbackResponse> first = Background.run(() -> late.post("hello", 1));
        slow.claimed.await();
        CallbackResponse second = a.post("hello", 1);
        slow.answer.countDown();

        assertThat(Node.reply(first.result())).isEqualTo(Node.reply(second));
        assertThat(a.ran()).hasSize(2);
        assertThat(late.ran()).isEmpty();
    }

    @Test
    void redis_may_be_away_for_a_while() {
        try (Redis redis = Redis.start()) {
            LettuceConnectionFactory connections = redis.connections();
            Node node = Node.of("A", new RedisClaimStore(connections));
            nodes.add(node);
            int before = node.post("hello", 1).status();

            redis.stop();
            int without = node.post("hello", 2).status();
            redis.restart();
            await().until(() -> node.post("hello", 3).status() == 200);
            nodes.remove(node);
            node.close();
            connections.destroy();

            assertThat(before).isEqualTo(200);
            assertThat(without).isEqualTo(503);
            assertThat(node.ran()).doesNotContain("first hello 2");
        }
    }

    private Node node(Duration patience, int capacity) {
        Node node = Node.of("A", store, null, patience, capacity);
        nodes.add(node);
        return node;
    }
}
