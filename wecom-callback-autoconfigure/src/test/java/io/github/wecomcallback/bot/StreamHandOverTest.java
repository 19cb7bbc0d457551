// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.delivery.ClaimStore;
import io.github.wecomcallback.delivery.JdbcClaimStore;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.delivery.RedisClaimStore;
import io.github.wecomcallback.delivery.SharedRedeliveryGuard;
import io.github.wecomcallback.delivery.SqlDialect;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.reply.CardLink;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TemplateCard;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.Redis;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Flux;

/** Two nodes, and a message that is delivered to both of them because the first did not come to its end with it. */
@ParameterizedClass
@EnumSource(StreamHandOverTest.Stores.class)
class StreamHandOverTest {

    /** What the nodes have in common. */
    enum Stores {
        NOTHING,
        GUARD_IN_A_DATABASE,
        GUARD_IN_A_DATABASE_AND_STREAMS_IN_REDIS,
        GUARD_AND_STREAMS_IN_REDIS;

        boolean shareTheGuard() {
            return this != NOTHING;
        }

        boolean shareStreams() {
            return name().contains("STREAMS_IN_REDIS");
        }
    }

    @Parameter
    private Stores stores;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final String message = UUID.randomUUID().toString();
    private @Nullable LettuceConnectionFactory redis;
    private @Nullable HikariDataSource database;
    private Concierge a;
    private Concierge b;
    private BotNode onA;
    private BotNode onB;

    @BeforeEach
    void start() {
        if (stores.shareStreams()) {
            redis = Redis.shared().connections();
            open.push(redis::destroy);
            // The first connection takes longer than a node waits.
            new RedisStreamStore(redis, null).ask(new StreamKey("nobody", "", "nothing"));
        }
        if (stores.name().startsWith("GUARD_IN_A_DATABASE")) {
            database = Databases.H2.withTables();
            open.push(database);
        }
        a = new Concierge("A");
        b = new Concierge("B");
        onA = node(a);
        onB = node(b);
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private BotNode node(Concierge concierge) {
        StreamStore store = stores.shareStreams() ? new RedisStreamStore(redis, null) : null;
        BotNode node = BotNode.sharing(store, guard(), concierge);
        open.push(node);
        return node;
    }

    private RedeliveryGuard guard() {
        if (!stores.shareTheGuard()) {
            return new MemoryRedeliveryGuard(Duration.ofMinutes(10), 1_000);
        }
        SharedRedeliveryGuard guard = new SharedRedeliveryGuard(
                claims(),
                null,
                task -> task,
                new SharedRedeliveryGuard.Settings(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10), 1_000, 100));
        open.push(guard::destroy);
        return guard;
    }

    private ClaimStore claims() {
        try {
            return database == null
                    ? new RedisClaimStore(redis)
                    : new JdbcClaimStore(database, SqlDialect.of(database));
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void where_another_handler_failed_the_next_node_begins_a_stream_of_its_own() {
        a.failing = true;

        assertThat(onA.post(BotNode.text(message)).status()).isEqualTo(500);
        Part first = onB.write(message);

        assertThat(first.isLast()).isFalse();
        assertThat(onB.pollToTheEnd(first.id()).content()).isEqualTo("answer of B");
        assertThat(onA.statistics().countOpened()).isZero();
        assertThat(onB.statistics().countOpened()).isOne();
    }

    @Test
    void what_succeeded_without_a_stream_does_not_run_again() {
        assumeThat(stores.shareTheGuard()).isTrue();
        a.failing = true;

        onA.post(BotNode.text(message));
        onB.read(message);

        assertThat(a.ran).containsExactly("noted", "answered", "failed");
        assertThat(b.ran).containsExactly("answered", "succeeded");
    }

    @Test
    void on_the_node_where_it_was_made_the_answer_is_used_once() {
        a.failing = true;
        onA.post(BotNode.text(message));
        a.failing = false;

        Part last = onA.read(message);

        assertThat(last.content()).isEqualTo("answer of A");
        assertThat(a.ran).containsExactly("noted", "answered", "failed", "succeeded");
        assertThat(onA.statistics().countOpened()).isOne();
        assertThat(onA.write(message).id()).isEqualTo(last.id());
        assertThat(onA.statistics().countOpened()).isOne();
    }

    @Test
    void what_fails_on_both_is_answered_by_the_one_where_it_succeeds() {
        a.failing = true;
        b.failing = true;

        assertThat(onA.post(BotNode.text(message)).status()).isEqualTo(500);
        assertThat(onB.post(BotNode.text(message)).status()).isEqualTo(500);
        a.failing = false;
        Part last = onA.read(message);

        assertThat(last.content()).isEqualTo("answer of A");
        assertThat(onA.statistics().countOpened()).isOne();
        assertThat(onB.statistics().countOpened()).isZero();
    }

    @Test
    void a_redelivery_after_the_end_never_gets_a_stream_that_nobody_has() {
        assumeThat(stores.shareTheGuard()).isTrue();
        a.card = true;
        Part first = onA.write(message);

        for (int delivery = 0; delivery < 2; delivery++) {
            if (stores.shareStreams()) {
                Part again = onB.write(message);
                assertThat(again).isEqualTo(first);
                assertThat(again.type()).isEqualTo("stream_with_template_card");
                assertThat(onB.pollToTheEnd(again.id()).content()).isEqualTo("answer of A");
            } else {
                assertThat(onB.post(BotNode.text(message)).status()).isEqualTo(503);
            }
        }
        assertThat(onA.write(message)).isEqualTo(first);
        assertThat(onA.pollToTheEnd(first.id()).content()).isEqualTo("answer of A");
        assertThat(b.ran).isEmpty();
        assertThat(onB.statistics().countOpened()).isZero();
    }

    /** Notes the question down, answers it, and does something that may fail. */
    static final class Concierge {

        private final List<String> ran = new CopyOnWriteArrayList<>();
        private final String name;
        private volatile boolean failing;
        private volatile boolean card;

        Concierge(String name) {
            this.name = name;
        }

        @Order(1)
        @WeComMessageHandler
        void note(Bot.Text text) {
            ran.add("noted");
        }

        @Order(2)
        @WeComMessageHandler
        Reply answer(Bot.Text text) {
            ran.add("answered");
            var reply = Reply.stream(Flux.just("answer of ", name));
            return card
                    ? reply.card(TemplateCard.textNotice()
                            .title("报告", "在此")
                            .opens(CardLink.page("https://example.com"))
                            .build())
                    : reply;
        }

        @Order(3)
        @WeComMessageHandler
        void bill(Bot.Text text) {
            ran.add(failing ? "failed" : "succeeded");
            if (failing) {
                throw new IllegalStateException("not today");
            }
        }
    }
}
