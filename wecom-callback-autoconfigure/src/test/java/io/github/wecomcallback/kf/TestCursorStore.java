// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.delivery.SqlDialect;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.Redis;
import java.sql.SQLException;
import java.time.Clock;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A real store for cursors, with nothing in it. */
record TestCursorStore(KfCursorStore store, Runnable closing) implements AutoCloseable {

    @Override
    public void close() {
        closing.run();
    }

    /** The kinds that there are. */
    enum Kind {
        MEMORY,
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

        TestCursorStore open() {
            return switch (this) {
                case MEMORY -> new TestCursorStore(new MemoryKfCursorStore(Clock.systemUTC()), () -> {});
                case REDIS -> overRedis();
                default -> overJdbc();
            };
        }

        private static TestCursorStore overRedis() {
            LettuceConnectionFactory connections = Redis.shared().connections();
            StringRedisTemplate redis = new StringRedisTemplate(connections);
            redis.delete(redis.keys("wecom:{kf}:*"));
            return new TestCursorStore(new RedisKfCursorStore(connections), connections::destroy);
        }

        private TestCursorStore overJdbc() {
            if (database == null) {
                database = Pools.valueOf(name()).withTables();
            }
            Pools.jdbc(database).update("delete from wecom_kf");
            return new TestCursorStore(jdbc(database), () -> {});
        }

        static JdbcKfCursorStore jdbc(HikariDataSource database) {
            try {
                return new JdbcKfCursorStore(database, SqlDialect.of(database));
            } catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }
}
