// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.delivery.AesGcmPayloadCipher;
import io.github.wecomcallback.delivery.PayloadCipher;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Redis;
import io.github.wecomcallback.support.SettableClock;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.web.client.RestClient;

/** Nodes that share access tokens by a real Redis. */
class SharedAccessTokensTest {

    private static final String KEYS = "wecom:access-token:*";

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.TRACE);

    private final ApiServer server = ApiServer.start();
    private final LettuceConnectionFactory connections = Redis.shared().connections();
    private final StringRedisTemplate redis = new StringRedisTemplate(connections);
    private final Account account = Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY)
            .secret("the-s3cret")
            .build();

    @BeforeEach
    void forgetAll() {
        redis.delete(redis.keys(KEYS));
    }

    @AfterEach
    void close() {
        server.close();
        connections.destroy();
    }

    @Test
    void one_node_gets_the_token_for_all() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8);
        List<Background<String>> nodes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CorpAccessTokens node = node(null);
            nodes.add(Background.run(() -> {
                together.await();
                return node.token(account);
            }));
        }

        for (Background<String> node : nodes) {
            assertThat(node.result()).isEqualTo("token-1");
        }
        assertThat(gets()).isOne();
    }

    @Test
    void the_others_wait_for_the_one_that_asks() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        server.on(ApiServer.GET_TOKEN, call -> {
            asked.countDown();
            awaitQuietly(answer);
            return server.newToken(7200);
        });
        Background<String> first = Background.run(() -> node(null).token(account));
        asked.await();
        Background<String> second =
                Background.run(() -> node(null).token(account)).untilItWaits();

        answer.countDown();

        assertThat(first.result()).isEqualTo("token-1");
        assertThat(second.result()).isEqualTo("token-1");
        assertThat(gets()).isOne();
    }

    @Test
    void who_is_free_to_ask_looks_first_whether_another_was_done_just_before() {
        AccessTokenStore store = new RedisAccessTokenStore(connections, null, Clock.systemUTC());
        CorpAccessTokens late = new CorpAccessTokens(
                RestClient.create(server.baseUrl()),
                new Overtaken(store, () -> node(null).token(account)),
                Clock.systemUTC());

        assertThat(late.token(account)).isEqualTo("token-1");

        assertThat(gets()).isOne();
    }

    @Test
    void a_token_that_one_node_found_refused_is_renewed_once_for_all() {
        CorpAccessTokens here = node(null);
        CorpAccessTokens there = node(null);
        here.token(account);
        there.token(account);

        here.refused(account, "token-1");
        assertThat(here.token(account)).isEqualTo("token-2");
        there.refused(account, "token-1");
        assertThat(there.token(account)).isEqualTo("token-2");

        assertThat(gets()).isEqualTo(2);
    }

    @Test
    void while_all_tokens_are_refused_all_nodes_together_ask_for_one_at_a_time() {
        SettableClock clock = new SettableClock();
        List<CorpAccessTokens> nodes = List.of(nodeAt(clock), nodeAt(clock), nodeAt(clock));
        refuse(nodes, "token-1");
        refuse(nodes, "token-2");

        for (int pause = 1; pause <= 3; pause++) {
            nodes.forEach(node -> assertThatExceptionOfType(WeComApiException.class)
                    .isThrownBy(() -> node.token(account))
                    .withMessageContaining("refuses the tokens"));
            assertThat(gets()).isEqualTo(1 + pause);

            clock.moveAhead(Duration.ofSeconds(3));
            refuse(nodes, "token-" + (2 + pause));
        }
    }

    private void refuse(List<CorpAccessTokens> nodes, String expected) {
        nodes.forEach(node -> assertThat(node.token(account)).isEqualTo(expected));
        // By two calls at once, each.
        nodes.forEach(node -> node.refused(account, expected));
        nodes.forEach(node -> node.refused(account, expected));
    }

    @Test
    void who_took_too_long_leaves_the_lock_to_the_one_that_has_it_by_now() {
        AccessTokenStore store = new RedisAccessTokenStore(connections, null, Clock.systemUTC());
        assertThat(store.tryLock("app", "slow", Duration.ofMillis(20))).isTrue();
        await().until(() -> store.tryLock("app", "next", Duration.ofMinutes(1)));

        store.unlock("app", "slow");

        assertThat(store.tryLock("app", "third", Duration.ofMinutes(1))).isFalse();
        store.unlock("app", "next");
        assertThat(store.tryLock("app", "third", Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void a_token_is_kept_no_longer_than_it_is_good_and_its_key_tells_nothing() {
        node(null).token(account);

        assertThat(redis.keys(KEYS)).singleElement().satisfies(key -> {
            assertThat(key).doesNotContain(WeCom.CORP_ID, "s3cret");
            assertThat(redis.getExpire(key)).isPositive().isLessThanOrEqualTo(7200);
        });
    }

    @Test
    void with_a_cipher_nobody_can_read_the_token_in_the_store() {
        PayloadCipher cipher = new AesGcmPayloadCipher(List.of(new byte[32]));

        node(cipher).token(account);
        String key = redis.keys(KEYS).iterator().next();
        String kept = redis.opsForValue().get(key);

        assertThat(new String(Base64.getDecoder().decode(kept), StandardCharsets.ISO_8859_1))
                .doesNotContain("token-1");
        assertThat(node(cipher).token(account)).isEqualTo("token-1");
    }

    @Test
    void what_cannot_be_read_is_as_if_there_were_no_store() {
        PayloadCipher cipher = new AesGcmPayloadCipher(List.of(new byte[32]));
        node(cipher).token(account);
        byte[] other = new byte[32];
        other[0] = 1;

        CorpAccessTokens node = node(new AesGcmPayloadCipher(List.of(other)));

        assertThat(node.token(account)).isEqualTo("token-2");
        node.refused(account, "token-2");
        assertThat(node.token(account)).isEqualTo("token-3");
        assertThat(log.messages(Level.WARN)).isNotEmpty();
    }

    @Test
    void a_failure_is_not_shared_and_holds_up_nobody() {
        server.on(ApiServer.GET_TOKEN, call -> Answer.errcode(-1, "system busy"));
        assertThatExceptionOfType(WeComApiException.class)
                .isThrownBy(() -> node(null).token(account))
                .withMessageContaining("-1");

        server.on(ApiServer.GET_TOKEN, call -> server.newToken(7200));

        assertThat(node(null).token(account)).isEqualTo("token-1");
        assertThat(gets()).isEqualTo(2);
    }

    @Test
    void while_redis_is_away_each_node_asks_for_itself_once() {
        try (Redis gone = Redis.start()) {
            LettuceConnectionFactory lost = gone.connections();
            CorpAccessTokens node = node(lost, null);
            gone.stop();

            assertThat(node.token(account)).isEqualTo("token-1");
            assertThat(node.token(account)).isEqualTo("token-1");
            assertThat(gets()).isOne();

            gone.restart();
            StringRedisTemplate back = new StringRedisTemplate(lost);
            node.refused(account, "token-1");
            await().until(() -> {
                CorpAccessTokens other = node(lost, null);
                other.token(account);
                return !Set.of().equals(back.keys(KEYS));
            });
            lost.destroy();
        }
        assertThat(log.messages(Level.WARN)).first().asString().startsWith("Access tokens cannot be shared");
    }

    @AfterEach
    void neither_secret_nor_token_is_logged() {
        assertThat(log.text()).doesNotContain("s3cret", "token-1", "token-2");
    }

    private int gets() {
        return server.calls(ApiServer.GET_TOKEN).size();
    }

    private CorpAccessTokens node(@Nullable PayloadCipher cipher) {
        return node(connections, cipher);
    }

    private CorpAccessTokens nodeAt(Clock clock) {
        AccessTokenStore store = new RedisAccessTokenStore(connections, null, clock);
        return new CorpAccessTokens(RestClient.create(server.baseUrl()), store, clock);
    }

    private CorpAccessTokens node(LettuceConnectionFactory to, @Nullable PayloadCipher cipher) {
        AccessTokenStore store = new RedisAccessTokenStore(to, cipher, Clock.systemUTC());
        return new CorpAccessTokens(RestClient.create(server.baseUrl()), store, Clock.systemUTC());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something happens between the look for a token and the lock to ask for one. */
    private record Overtaken(AccessTokenStore store, Runnable between) implements AccessTokenStore {

        @Override
        public @Nullable AccessToken find(String key) {
            return store.find(key);
        }

        @Override
        public void save(String key, AccessToken token) {
            store.save(key, token);
        }

        @Override
        public void remove(String key, String token) {
            store.remove(key, token);
        }

        @Override
        public boolean tryLock(String key, String owner, Duration time) {
            between.run();
            return store.tryLock(key, owner, time);
        }

        @Override
        public void unlock(String key, String owner) {
            store.unlock(key, owner);
        }
    }
}
