// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.bot.StreamStore.Published;
import io.github.wecomcallback.delivery.AesGcmPayloadCipher;
import io.github.wecomcallback.reply.Picture;
import io.github.wecomcallback.reply.StreamReply;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisStreamStoreTest {

    private static final Duration KEEP = Duration.ofMinutes(8);

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final LettuceConnectionFactory connections = Redis.shared().connections();
    private final StringRedisTemplate redis = new StringRedisTemplate(connections);
    private final StreamStore store = new RedisStreamStore(connections, null);
    private final String account = UUID.randomUUID().toString();
    private final StreamKey stream = new StreamKey(account, "", "s1");

    /** What other tests left. */
    @BeforeEach
    void clear() {
        redis.delete(keys());
    }

    @AfterEach
    void close() {
        redis.delete(keys());
        connections.destroy();
    }

    private Set<String> keys() {
        return redis.keys("wecom:stream:*");
    }

    private static StreamReply part(String content, boolean finish) {
        return new StreamReply("s1", content, finish);
    }

    @Test
    void what_was_published_last_is_found() {
        store.publish(stream, part("你", false), KEEP);
        store.publish(stream, part("你好 😀", false), KEEP);

        Published found = store.ask(stream);

        assertThat(found.part()).isEqualTo(part("你好 😀", false));
        assertThat(found.age()).isLessThan(Duration.ofMinutes(1));
        assertThat(store.ask(new StreamKey(account, "", "s2"))).isNull();
        assertThat(store.ask(new StreamKey("other", "", "s1"))).isNull();
        assertThat(store.ask(new StreamKey(account, "wwcorp", "s1"))).isNull();
    }

    @Test
    void pictures_and_rating_are_part_of_it() {
        StreamReply last = new StreamReply(
                "s1", "look", true, List.of(Picture.of(new byte[] {1}), Picture.of(new byte[] {2})), "fb1", null);

        store.publish(stream, last, KEEP);

        assertThat(store.ask(stream).part()).isEqualTo(last);
    }

    @Test
    void who_publishes_learns_when_another_was_asked() {
        assertThat(store.publish(stream, part("", false), KEEP)).isNull();

        store.ask(stream);

        assertThat(store.publish(stream, part("a", false), KEEP)).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void to_ask_for_nothing_leaves_nothing() {
        store.ask(stream);

        assertThat(keys()).isEmpty();
    }

    @Test
    void nothing_is_kept_for_ever_and_the_key_tells_nothing() {
        store.publish(stream, part("a", false), KEEP);
        store.ask(stream);

        assertThat(keys()).singleElement().satisfies(key -> {
            assertThat(key).matches("wecom:stream:[0-9a-f]{64}");
            assertThat(redis.getExpire(key)).isBetween(400L, 480L);
        });
        store.publish(stream, part("a", true), Duration.ofMillis(1));
        await().until(() -> keys().isEmpty());
    }

    @Test
    void what_streams_say_is_encrypted_where_there_is_a_cipher() {
        StreamStore encrypting = new RedisStreamStore(connections, cipher(1));

        encrypting.publish(stream, part("secret", false), KEEP);

        assertThat(encrypting.ask(stream).part().content()).isEqualTo("secret");
        assertThat(redis.opsForHash().values(keys().iterator().next()))
                .noneMatch(value -> value.toString().contains("c2VjcmV0"));
        assertThat(store.ask(stream)).isNull();
        assertThat(new RedisStreamStore(connections, cipher(2)).ask(stream)).isNull();
        assertThat(log.messages(Level.WARN)).hasSize(2).allMatch(message -> message.contains("encryption keys"));
    }

    private static AesGcmPayloadCipher cipher(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return new AesGcmPayloadCipher(List.of(key));
    }
}
