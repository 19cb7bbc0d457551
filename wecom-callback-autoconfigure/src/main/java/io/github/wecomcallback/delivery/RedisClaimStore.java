// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.ClaimStore.Standing.State;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Claims in Redis, 5 or later: a hash for each message, which expires by itself. What has to happen at once is a script.
 */
public final class RedisClaimStore implements ClaimStore {

    private static final String PREFIX = "wecom:guard:";

    /** Of a node that died, the progress of earlier runs is kept until a redelivery has had the time to come. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    private static final RedisScript<String> CLAIM = RedisScript.of(NOW + """
            local seen = redis.call('HMGET', KEYS[1], 'state', 'claim', 'until', 'encrypted', 'progress')
            local kept = seen[5] and (' ' .. seen[4] .. ' ' .. seen[5]) or ''
            if seen[1] == 'DONE' then
              return 'DONE' .. kept
            end
            if seen[1] == 'HELD' and seen[2] ~= ARGV[1] and tonumber(seen[3]) > now then
              return 'HELD'
            end
            redis.call('HSET', KEYS[1], 'state', 'HELD', 'claim', ARGV[1], 'until', now + ARGV[2])
            redis.call('PEXPIRE', KEYS[1], ARGV[2] + ARGV[3])
            return 'CLAIMED' .. kept
            """, String.class);

    /** A claim that is not there any more, since Redis was started anew without its data, comes back to be. */
    private static final RedisScript<Boolean> RENEW = RedisScript.of(NOW + """
            local seen = redis.call('HMGET', KEYS[1], 'state', 'claim')
            if seen[1] and (seen[1] ~= 'HELD' or seen[2] ~= ARGV[1]) then
              return false
            end
            redis.call('HSET', KEYS[1], 'state', 'HELD', 'claim', ARGV[1], 'until', now + ARGV[2])
            redis.call('PEXPIRE', KEYS[1], ARGV[2] + ARGV[3])
            return true
            """, Boolean.class);

    private static final RedisScript<Boolean> FINISH = RedisScript.of("""
            local claim = redis.call('HGET', KEYS[1], 'claim')
            if claim and claim ~= ARGV[1] then
              return false
            end
            redis.call('HSET', KEYS[1], 'state', ARGV[2], 'claim', ARGV[1])
            redis.call('HDEL', KEYS[1], 'until', 'encrypted', 'progress')
            if ARGV[5] ~= '' then
              redis.call('HSET', KEYS[1], 'encrypted', ARGV[4], 'progress', ARGV[5])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return true
            """, Boolean.class);

    private final StringRedisTemplate redis;

    /** @param connections to the Redis that all nodes share */
    public RedisClaimStore(RedisConnectionFactory connections) {
        redis = new StringRedisTemplate(connections);
    }

    @Override
    public Standing claim(Claim claim, Duration lease) {
        String answer = redis.execute(CLAIM, key(claim), claim.id(), millis(lease), millis(GRACE));
        String[] parts = answer.split(" ");
        return new Standing(State.valueOf(parts[0]), parts.length < 3 ? null : kept(parts[1], parts[2]));
    }

    @Override
    public void renew(Collection<Claim> claims, Duration lease) {
        claims.forEach(claim -> redis.execute(RENEW, key(claim), claim.id(), millis(lease), millis(GRACE)));
    }

    @Override
    public boolean done(Claim claim, @Nullable Kept kept, Duration remember) {
        return finish("DONE", claim, kept, remember);
    }

    @Override
    public boolean release(Claim claim, @Nullable Kept kept, Duration remember) {
        return finish("RELEASED", claim, kept, remember);
    }

    private boolean finish(String state, Claim claim, @Nullable Kept kept, Duration remember) {
        String encrypted = kept != null && kept.encrypted() ? "1" : "0";
        String progress = kept == null ? "" : Base64.getEncoder().encodeToString(kept.bytes());
        return Boolean.TRUE.equals(
                redis.execute(FINISH, key(claim), claim.id(), state, millis(remember), encrypted, progress));
    }

    private static Kept kept(String encrypted, String progress) {
        return new Kept(Base64.getDecoder().decode(progress), encrypted.equals("1"));
    }

    private static List<String> key(Claim claim) {
        return List.of(PREFIX + claim.key());
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
