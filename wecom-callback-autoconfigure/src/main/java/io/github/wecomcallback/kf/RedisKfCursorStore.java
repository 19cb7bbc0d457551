// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps it in Redis, 5 or later: a hash of all doors, whose values are a version and a state, and a sorted set of those that
 * are or will be due. They are of one slot, so that in a cluster both are written at once.
 */
public final class RedisKfCursorStore implements KfCursorStore {

    private static final List<String> KEYS = List.of("wecom:{kf}:doors", "wecom:{kf}:due");

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
            """;

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> FIND = RedisScript.of(NOW + """
            return {now, redis.call('HGET', KEYS[1], ARGV[1]) or ''}
            """, List.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> DUE = RedisScript.of(NOW + """
            local found = {now}
            for _, door in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ARGV[1])) do
              table.insert(found, door)
              table.insert(found, redis.call('HGET', KEYS[1], door) or '')
            end
            return found
            """, List.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> ALL = RedisScript.of(NOW + """
            local found = redis.call('HGETALL', KEYS[1])
            table.insert(found, 1, now)
            return found
            """, List.class);

    private static final String UNLESS_LATEST = """
            local kept = redis.call('HGET', KEYS[1], ARGV[1])
            if (kept and string.match(kept, '^%d+') or '0') ~= ARGV[2] then
              return false
            end
            """;

    private static final RedisScript<Boolean> WRITE = RedisScript.of(UNLESS_LATEST + """
            redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', ARGV[2] + 1) .. ' ' .. ARGV[3])
            if ARGV[4] == '' then
              redis.call('ZREM', KEYS[2], ARGV[1])
            else
              redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
            end
            return true
            """, Boolean.class);

    private static final RedisScript<Boolean> REMOVE = RedisScript.of(UNLESS_LATEST + """
            redis.call('ZREM', KEYS[2], ARGV[1])
            return redis.call('HDEL', KEYS[1], ARGV[1]) == 1
            """, Boolean.class);

    private final StringRedisTemplate redis;

    /** @param connections to the Redis that all nodes share */
    public RedisKfCursorStore(RedisConnectionFactory connections) {
        redis = new StringRedisTemplate(connections);
    }

    @Override
    public Seen find(KfDoor door) {
        List<?> found = redis.execute(FIND, KEYS, name(door));
        return seen(text(found, 1), time(found));
    }

    @Override
    public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
        String due = dueAt == null ? "" : Long.toString(dueAt.toEpochMilli());
        return Boolean.TRUE.equals(redis.execute(WRITE, KEYS, name(door), Long.toString(seen), state, due));
    }

    @Override
    public boolean remove(KfDoor door, long seen) {
        return Boolean.TRUE.equals(redis.execute(REMOVE, KEYS, name(door), Long.toString(seen)));
    }

    @Override
    public List<Entry> due(int limit) {
        return entries(redis.execute(DUE, KEYS, Integer.toString(limit)));
    }

    @Override
    public List<Entry> all() {
        return entries(redis.execute(ALL, KEYS));
    }

    private static List<Entry> entries(List<?> found) {
        Instant now = time(found);
        List<Entry> entries = new ArrayList<>(found.size() / 2);
        for (int i = 1; i + 1 < found.size(); i += 2) {
            entries.add(new Entry(door(text(found, i)), seen(text(found, i + 1), now)));
        }
        return entries;
    }

    private static Instant time(List<?> found) {
        return Instant.ofEpochMilli(Long.parseLong(text(found, 0)));
    }

    private static String text(List<?> found, int index) {
        return found.get(index).toString();
    }

    /** Of a version, a blank and a state. */
    private static Seen seen(String kept, Instant now) {
        int blank = kept.indexOf(' ');
        return blank < 0
                ? new Seen(null, 0, now)
                : new Seen(kept.substring(blank + 1), Long.parseLong(kept.substring(0, blank)), now);
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
