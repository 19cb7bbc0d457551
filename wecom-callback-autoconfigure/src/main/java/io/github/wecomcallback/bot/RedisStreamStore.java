// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.crypto.Fingerprint;
import io.github.wecomcallback.delivery.PayloadCipher;
import io.github.wecomcallback.reply.StreamReply;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Streams in Redis, 5 or later: a hash for each, which expires by itself. What they say is encrypted where there is a
 * cipher. Pictures are part of it: a reply with ten of 10 MB takes as much here for two minutes.
 */
public final class RedisStreamStore implements StreamStore {

    private static final String PREFIX = "wecom:stream:";

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    private static final RedisScript<Long> PUBLISH = RedisScript.of(NOW + """
            local asked = redis.call('HGET', KEYS[1], 'asked')
            redis.call('HSET', KEYS[1], 'part', ARGV[1], 'encrypted', ARGV[2], 'at', now)
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return asked and math.max(0, now - asked) or -1
            """, Long.class);

    private static final RedisScript<String> ASK = RedisScript.of(NOW + """
            local seen = redis.call('HMGET', KEYS[1], 'part', 'encrypted', 'at')
            if not seen[1] then
              return false
            end
            redis.call('HSET', KEYS[1], 'asked', now)
            return seen[2] .. ' ' .. math.max(0, now - seen[3]) .. ' ' .. seen[1]
            """, String.class);

    private final StringRedisTemplate redis;
    private final PartCodec codec;

    /**
     * @param connections to the Redis that all nodes share
     * @param cipher encrypts what streams say, or null for the open text
     */
    public RedisStreamStore(RedisConnectionFactory connections, @Nullable PayloadCipher cipher) {
        redis = new StringRedisTemplate(connections);
        codec = new PartCodec(cipher);
    }

    @Override
    public @Nullable Duration publish(StreamKey stream, StreamReply part, Duration keep) {
        String text = Base64.getEncoder().encodeToString(codec.write(part));
        Long asked =
                redis.execute(PUBLISH, key(stream), text, codec.encrypts() ? "1" : "0", Long.toString(keep.toMillis()));
        return asked == null || asked < 0 ? null : Duration.ofMillis(asked);
    }

    @Override
    public @Nullable Published ask(StreamKey stream) {
        String answer = redis.execute(ASK, key(stream));
        if (answer == null) {
            return null;
        }
        String[] parts = answer.split(" ");
        StreamReply part = codec.read(Base64.getDecoder().decode(parts[2]), parts[0].equals("1"));
        return part == null ? null : new Published(part, Duration.ofMillis(Long.parseLong(parts[1])));
    }

    /** A digest: ids are chosen by whoever begins a stream, and have no fixed length. */
    private static List<String> key(StreamKey stream) {
        return List.of(PREFIX + Fingerprint.of(stream.account(), stream.receiveId(), stream.id()));
    }
}
