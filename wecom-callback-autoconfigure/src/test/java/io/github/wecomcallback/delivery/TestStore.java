// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.Redis;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real store for claims, with nothing in it. */
sealed interface TestStore extends AutoCloseable {

    ClaimStore store();

    /** All that is kept of runs, as somebody would find it who looks into the store. */
    String found();

    /** Makes what is kept unreadable. */
    void damage();

    /** How many messages are in it. */
    int size();

    @Override
    void close();

    /** The kinds that there are. */
    enum Kind {
        H2,
        POSTGRESQL,
        MARIADB,
        H2_WITHOUT_AUTO_COMMIT,
        POSTGRESQL_WITHOUT_AUTO_COMMIT,
        MARIADB_WITHOUT_AUTO_COMMIT,
        POSTGRESQL_AT_REPEATABLE_READ,
        REDIS;

        /** One for all tests, since to create a database takes its time, but empty each time. */
        private HikariDataSource database;

        TestStore open() {
            if (this == REDIS) {
                return new OverRedis(Redis.shared().connections());
            }
            if (database == null) {
                database = Pools.valueOf(name()).withTables();
            }
            Pools.jdbc(database).update("delete from wecom_guard");
            return new OverJdbc(database);
        }
    }

    /** In a table. */
    record OverJdbc(HikariDataSource dataSource) implements TestStore {

        @Override
        public ClaimStore store() {
            try {
                return new JdbcClaimStore(dataSource, SqlDialect.of(dataSource));
            } catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
        }

        @Override
        public String found() {
            return jdbc()
                    .query(
                            "select progress from wecom_guard where progress is not null",
                            (row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                    .stream()
                    .collect(Collectors.joining());
        }

        @Override
        public void damage() {
            jdbc().update("update wecom_guard set progress = ?", (Object) "{no".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int size() {
            return jdbc().queryForObject("select count(*) from wecom_guard", Integer.class);
        }

        @Override
        public void close() {
            jdbc().update("delete from wecom_guard");
        }

        JdbcTemplate jdbc() {
            return Pools.jdbc(dataSource);
        }
    }

    /** In hashes. */
    record OverRedis(LettuceConnectionFactory connections) implements TestStore {

        public OverRedis {
            StringRedisTemplate redis = new StringRedisTemplate(connections);
            redis.delete(redis.keys("wecom:guard:*"));
        }

        @Override
        public ClaimStore store() {
            return new RedisClaimStore(connections);
        }

        @Override
        public String found() {
            return keys().stream()
                    .map(key -> (String) redis().opsForHash().get(key, "progress"))
                    .filter(progress -> progress != null)
                    .map(progress -> new String(Base64.getDecoder().decode(progress), StandardCharsets.UTF_8))
                    .collect(Collectors.joining());
        }

        @Override
        public void damage() {
            String broken = Base64.getEncoder().encodeToString("{no".getBytes(StandardCharsets.UTF_8));
            keys().forEach(key -> redis().opsForHash().put(key, "progress", broken));
        }

        @Override
        public int size() {
            return keys().size();
        }

        @Override
        public void close() {
            connections.destroy();
        }

        StringRedisTemplate redis() {
            return new StringRedisTemplate(connections);
        }

        Set<String> keys() {
            return redis().keys("wecom:guard:*");
        }
    }
}
