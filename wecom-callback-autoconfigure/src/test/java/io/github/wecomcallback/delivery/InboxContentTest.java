// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.WeCom;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import tools.jackson.databind.json.JsonMapper;

/** What the inbox keeps, in what form, and for how long. */
class InboxContentTest {

    private static final PayloadCipher CIPHER =
            new AesGcmPayloadCipher(List.of(new byte[AesGcmPayloadCipher.KEY_LENGTH]));

    private HikariDataSource dataSource = Pools.H2.withTables();

    @AfterEach
    void closePool() {
        dataSource.close();
    }

    @Test
    void a_handler_sees_the_message_the_account_and_what_interceptors_left_as_text() {
        Contexts contexts = new Contexts();
        Instant before = Instant.now().minusMillis(1);
        try (InboxNode node = InboxNode.on(dataSource, contexts)
                .interceptors((exchange, chain) -> {
                    exchange.context().attributes().put("tenant", "北京");
                    exchange.context().attributes().put("request", new Object());
                    return chain.proceed();
                })
                .start()) {
            node.deliver(WeCom.text("hi", 7));

            await().untilAsserted(() -> assertThat(contexts.seen).hasSize(1));
            CallbackContext context = contexts.seen.get(0);
            assertThat(context.plaintext()).isEqualTo(WeCom.text("hi", 7));
            assertThat(context.account().name()).isEqualTo("default");
            assertThat(context.receiveId()).isEqualTo(WeCom.CORP_ID);
            assertThat(context.attributes()).containsOnly(Map.entry("tenant", "北京"));
            assertThat(context.receivedAt()).isBetween(before, Instant.now());
            assertThat(context.query()).isEmpty();
            assertThat(context.headers()).isEmpty();
            assertThat(context.envelope()).isEmpty();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"{\"receiveId\":\"mine\",\"attributes\":\"too\"}", "{\"tenant\":\"北京\"}"})
    void what_was_kept_before_it_was_kept_whom_it_is_for_is_for_the_account(String attributes) {
        Contexts contexts = new Contexts();
        try (InboxNode node = InboxNode.on(dataSource, contexts).build()) {
            node.deliver(WeCom.text("hi", 7));
            Pools.jdbc(dataSource)
                    .update(
                            "update wecom_inbox set attributes = ?",
                            new SqlParameterValue(Types.VARBINARY, utf8(attributes)));

            node.start();

            await().untilAsserted(() -> assertThat(contexts.seen).hasSize(1));
            CallbackContext context = contexts.seen.get(0);
            assertThat(context.receiveId()).isEqualTo(WeCom.CORP_ID);
            Map<?, ?> left = attributes == null ? Map.of() : new JsonMapper().readValue(attributes, Map.class);
            assertThat(context.attributes()).isEqualTo(left);
        }
    }

    private static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void payloads_are_encrypted_at_rest_where_there_is_a_cipher(Pools database) {
        dataSource.close();
        dataSource = database.withTables();
        Contexts contexts = new Contexts();
        try (InboxNode node = InboxNode.on(dataSource, contexts)
                .cipher(CIPHER)
                .interceptors((exchange, chain) -> {
                    exchange.context().attributes().put("tenant", "secret-tenant");
                    return chain.proceed();
                })
                .build()) {
            node.deliver(WeCom.text("secret-text", 7));

            Pools.jdbc(dataSource).query("select payload, attributes from wecom_inbox", row -> {
                assertThat(new String(row.getBytes(1), UTF_8)).doesNotContain("secret-text", "<xml>");
                assertThat(new String(row.getBytes(2), UTF_8)).doesNotContain("secret-tenant");
            });

            node.start();
            await().untilAsserted(() -> assertThat(contexts.seen).hasSize(1));
            assertThat(contexts.seen.get(0).plaintext()).contains("secret-text");
            assertThat(contexts.seen.get(0).attributes()).containsEntry("tenant", "secret-tenant");
        }
    }

    @Test
    void no_column_tells_who_sent_it() {
        try (InboxNode node = InboxNode.on(dataSource, new Ordered()).build()) {
            node.deliver(WeCom.text("hi", 7));

            Pools.jdbc(dataSource)
                    .queryForList("select * from wecom_inbox, wecom_inbox_task")
                    .get(0)
                    .forEach((column, value) -> {
                        if (value instanceof String text) {
                            assertThat(text).as(column).doesNotContain("li.wei");
                        }
                    });
        }
    }

    @Test
    void what_was_kept_before_there_was_a_cipher_is_still_handled() {
        Contexts contexts = new Contexts();
        try (InboxNode before = InboxNode.on(dataSource, contexts).build()) {
            before.deliver(WeCom.text("hi", 7));
        }
        try (InboxNode after = InboxNode.on(dataSource, contexts).cipher(CIPHER).start()) {
            await().untilAsserted(() -> assertThat(contexts.seen).hasSize(1));
            assertThat(after.deadLetters().list(1)).isEmpty();
        }
    }

    @Test
    void what_was_encrypted_is_a_dead_letter_without_the_cipher_and_can_be_replayed_with_it() {
        Contexts contexts = new Contexts();
        try (InboxNode with = InboxNode.on(dataSource, contexts).cipher(CIPHER).build()) {
            with.deliver(WeCom.text("hi", 7));
        }
        try (InboxNode without = InboxNode.on(dataSource, contexts).start()) {
            await().untilAsserted(() -> assertThat(without.deadLetters().list(1))
                    .singleElement()
                    .satisfies(
                            letter -> assertThat(letter.error()).contains("wecom.callback.storage.encryption-keys")));
        }
        try (InboxNode with = InboxNode.on(dataSource, contexts).cipher(CIPHER).start()) {
            with.deadLetters().replay(with.deadLetters().list(1).get(0).id());

            await().untilAsserted(() -> assertThat(contexts.seen).hasSize(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void odd_characters_in_a_type_do_not_keep_a_message_out(Pools database) {
        dataSource.close();
        dataSource = database.withTables();
        Everything everything = new Everything();
        try (InboxNode node = InboxNode.on(dataSource, everything).start()) {
            String event = "{\"msgtype\":\"event\",\"event\":\"a\\u0000b😀" + "x".repeat(300) + "\"}";

            assertThat(node.deliver(event)).isEqualTo(200);

            await().untilAsserted(() -> assertThat(everything.seen).hasSize(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void what_was_kept_long_enough_is_deleted(Pools database) {
        dataSource.close();
        dataSource = database.withTables();
        Instant now = Instant.now();
        JdbcTemplate jdbc = Pools.jdbc(dataSource);
        insert(jdbc, 1_200, "HANDLED", now.minus(Duration.ofHours(25)));
        insert(jdbc, 3, "HANDLED", now.minus(Duration.ofHours(23)));
        insert(jdbc, 2, "DEAD", now.minus(Duration.ofDays(31)));
        insert(jdbc, 4, "DEAD", now.minus(Duration.ofDays(29)));
        insert(jdbc, 5, "WAITING", now.minus(Duration.ofDays(365)));
        InboxTable table = new InboxTable(InboxNode.database(dataSource), Clock.systemUTC());

        new InboxPurge(table, InboxNode.SETTINGS, Clock.fixed(now, ZoneOffset.UTC)).run();

        assertThat(jdbc.queryForList("select state from wecom_inbox", String.class))
                .containsExactlyInAnyOrder(
                        "HANDLED", "HANDLED", "HANDLED", "DEAD", "DEAD", "DEAD", "DEAD", "WAITING", "WAITING",
                        "WAITING", "WAITING", "WAITING");
    }

    @Test
    void the_purge_is_scheduled_with_the_start() {
        insert(Pools.jdbc(dataSource), 1, "HANDLED", Instant.EPOCH);
        try (InboxNode node = InboxNode.on(dataSource, new Contexts()).start()) {
            await().untilAsserted(() -> assertThat(
                            Pools.jdbc(dataSource).queryForObject("select count(*) from wecom_inbox", Long.class))
                    .isZero());
            assertThat(node.waiting()).isZero();
        }
    }

    private static void insert(JdbcTemplate jdbc, int rows, String state, Instant changed) {
        for (int i = 0; i < rows; i++) {
            jdbc.update(
                    "insert into wecom_inbox (lane, message_key, handler, account, kind, state, attempts, received_at,"
                            + " changed_at, encrypted, payload) values (?, ?, 'h', 'a', 'k', ?, 0, ?, ?, false, ?)",
                    "lane-" + state + i + changed,
                    state + i + changed,
                    state,
                    changed.toEpochMilli(),
                    changed.toEpochMilli(),
                    new byte[0]);
        }
    }

    static class Contexts {

        final List<CallbackContext> seen = new CopyOnWriteArrayList<>();

        @WeComMessageHandler(type = "text")
        void see(UserMessage.Text text, CallbackContext context) {
            seen.add(context);
        }
    }

    static class Everything {

        final List<WeComMessage> seen = new CopyOnWriteArrayList<>();

        @WeComEventHandler
        void see(WeComMessage message) {
            seen.add(message);
        }
    }

    static class Ordered {

        @WeComMessageHandler(ordered = true)
        void see(UserMessage.Text text) {}
    }
}
