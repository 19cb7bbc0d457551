// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The databases that callbacks can be kept in, behind pools as applications set them up. MariaDB is at REPEATABLE READ anyway. */
public enum Pools {
    H2(Databases.H2, pool -> {}),
    POSTGRESQL(Databases.POSTGRESQL, pool -> {}),
    MARIADB(Databases.MARIADB, pool -> {}),
    H2_WITHOUT_AUTO_COMMIT(Databases.H2, pool -> pool.setAutoCommit(false)),
    POSTGRESQL_WITHOUT_AUTO_COMMIT(Databases.POSTGRESQL, pool -> pool.setAutoCommit(false)),
    MARIADB_WITHOUT_AUTO_COMMIT(Databases.MARIADB, pool -> pool.setAutoCommit(false)),
    POSTGRESQL_AT_REPEATABLE_READ(
            Databases.POSTGRESQL, pool -> pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ"));

    private final Databases engine;
    private final Consumer<HikariConfig> settings;

    Pools(Databases engine, Consumer<HikariConfig> settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** A new database with our tables. Close its pool when done. */
    public HikariDataSource withTables() {
        try (HikariDataSource plain = engine.withTables()) {
            HikariDataSource pool = new HikariDataSource();
            plain.copyStateTo(pool);
            settings.accept(pool);
            return pool;
        }
    }

    /** For statements of the test's own, which take effect at once, whatever the settings of the pool are. */
    public static JdbcTemplate jdbc(HikariDataSource pool) {
        return new JdbcTemplate(new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword()));
    }
}
