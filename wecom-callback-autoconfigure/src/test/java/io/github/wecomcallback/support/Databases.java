// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The databases that callbacks can be kept in, each a real one; its server starts with the first test that needs it. */
public enum Databases {
    H2("h2"),
    POSTGRESQL("postgresql"),
    MARIADB("mariadb");

    private final String vendor;

    Databases(String vendor) {
        this.vendor = vendor;
    }

    /** A new, empty database. Close its pool when done. */
    public HikariDataSource empty() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        return switch (this) {
            case H2 -> pool("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa");
            case POSTGRESQL -> {
                create(Postgres.url("postgres"), "postgres", name);
                yield pool(Postgres.url(name), "postgres");
            }
            case MARIADB -> {
                create(MariaDb.url("test"), "root", name);
                yield pool(MariaDb.url(name), "root");
            }
        };
    }

    /** A new database with our tables. Close its pool when done. */
    public HikariDataSource withTables() {
        HikariDataSource pool = empty();
        new ResourceDatabasePopulator(schema()).execute(pool);
        return pool;
    }

    private ClassPathResource schema() {
        return new ClassPathResource("io/github/wecomcallback/schema/" + vendor + "/R__wecom_callback_1.sql");
    }

    private static void create(String url, String user, String name) {
        try (HikariDataSource pool = pool(url, user)) {
            new JdbcTemplate(pool).execute("create database " + name);
        }
    }

    private static HikariDataSource pool(String url, String user) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword("");
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(2_000);
        return pool;
    }
}
