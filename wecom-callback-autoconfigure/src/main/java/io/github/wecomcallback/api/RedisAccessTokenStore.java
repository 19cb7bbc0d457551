// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import io.github.wecomcallback.delivery.PayloadCipher;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Shares access tokens by Redis, encrypted where there is a cipher. */
public final class RedisAccessTokenStore implements AccessTokenStore {

    private static final String PREFIX = "wecom:access-token:";
    private static final RedisScript<Boolean> REMOVE_IF_SAME = RedisScript.of("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1]) == 1
            end
            return false
            """, Boolean.class);

    private final StringRedisTemplate redis;
    private final @Nullable PayloadCipher cipher;
    private final Clock clock;

    /**
     * @param connections to the Redis that all nodes share
     * @param cipher encrypts the tokens, or null
     * @param clock tells the time
     */
    public RedisAccessTokenStore(RedisConnectionFactory connections, @Nullable PayloadCipher cipher, Clock clock) {
        this.redis = new StringRedisTemplate(connections);
        this.cipher = cipher;
        this.clock = clock;
    }

    @Override
    public @Nullable AccessToken find(String key) {
        String kept = redis.opsForValue().get(PREFIX + key);
        return kept == null ? null : read(kept);
    }

    @Override
    public void save(String key, AccessToken token) {
        Duration left = Duration.between(clock.instant(), token.expiresAt());
        if (!left.isNegative() && !left.isZero()) {
            redis.opsForValue().set(PREFIX + key, write(token), left);
        }
    }

    @Override
    public void remove(String key, String token) {
        String kept = redis.opsForValue().get(PREFIX + key);
        if (kept != null && token.equals(read(kept).value())) {
            redis.execute(REMOVE_IF_SAME, List.of(PREFIX + key), kept);
        }
    }

    @Override
    public boolean tryLock(String key, String owner, Duration time) {
        return Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(lock(key), owner, time));
    }

    @Override
    public void unlock(String key, String owner) {
        redis.execute(REMOVE_IF_SAME, List.of(lock(key)), owner);
    }

    private static String lock(String key) {
        return PREFIX + key + ":lock";
    }

    private String write(AccessToken token) {
        String text = token.fetchedAt().toEpochMilli() + " " + token.expiresAt().toEpochMilli() + " " + token.value();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(cipher == null ? bytes : cipher.encrypt(bytes));
    }

    private AccessToken read(String kept) {
        byte[] bytes = Base64.getDecoder().decode(kept);
        String[] parts =
                new String(cipher == null ? bytes : cipher.decrypt(bytes), StandardCharsets.UTF_8).split(" ", 3);
        return new AccessToken(
                parts[2],
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                Instant.ofEpochMilli(Long.parseLong(parts[1])));
    }
}
