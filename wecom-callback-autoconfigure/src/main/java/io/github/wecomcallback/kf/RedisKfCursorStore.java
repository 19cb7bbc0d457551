// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Keeps it in Redis, 5 or later: a hash for each door, and the set of all doors. */
public final class RedisKfCursorStore implements KfCursorStore {

    private static final String PREFIX = "wecom:kf:";
    private static final String DOORS = "wecom:kf-doors";

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> FIND = RedisScript.of("""
            local time = redis.call('TIME')
            local seen = redis.call('HMGET', KEYS[1], 'version', 'state')
            return {seen[1] or '0', seen[2] or '', tostring(time[1] * 1000 + math.floor(time[2] / 1000))}
            """, List.class);

    private static final RedisScript<Boolean> WRITE = RedisScript.of("""
            if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then
              return false
            end
            redis.call('HSET', KEYS[1], 'version', ARGV[1] + 1, 'state', ARGV[2])
            return true
            """, Boolean.class);

    private final StringRedisTemplate redis;

    /** @param connections to the Redis that all nodes share */
    public RedisKfCursorStore(RedisConnectionFactory connections) {
        redis = new StringRedisTemplate(connections);
    }

    @Override
    public Seen find(KfDoor door) {
        List<?> found = redis.execute(FIND, key(door));
        long version = Long.parseLong(found.get(0).toString());
        Instant now =
                Instant.ofEpochMilli((long) Double.parseDouble(found.get(2).toString()));
        return new Seen(version == 0 ? null : found.get(1).toString(), version, now);
    }

    @Override
    public boolean write(KfDoor door, String state, long seen) {
        if (seen == 0) {
            // Before there is anything at the door, so that no door is known to nobody.
            redis.opsForSet().add(DOORS, name(door));
        }
        return Boolean.TRUE.equals(redis.execute(WRITE, key(door), Long.toString(seen), state));
    }

    @Override
    public List<KfDoor> doors() {
        Set<String> names = redis.opsForSet().members(DOORS);
        return names == null
                ? List.of()
                : names.stream().map(RedisKfCursorStore::door).toList();
    }

    private static List<String> key(KfDoor door) {
        return List.of(PREFIX + name(door));
    }

    /** An account's name has no colon. */
    private static String name(KfDoor door) {
        return door.account() + ":" + door.openKfId();
    }

    private static KfDoor door(String name) {
        int colon = name.indexOf(':');
        return new KfDoor(name.substring(0, colon), name.substring(colon + 1));
    }
}
