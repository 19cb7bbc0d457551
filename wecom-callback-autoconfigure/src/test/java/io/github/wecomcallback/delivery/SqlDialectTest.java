// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.SummerTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class SqlDialectTest {

    @ParameterizedTest
    @EnumSource(Databases.class)
    void a_database_is_known_and_its_tables_can_be_created_twice(Databases database) throws Exception {
        try (HikariDataSource dataSource = database.empty()) {
            SqlDialect dialect = SqlDialect.of(dataSource);

            new ResourceDatabasePopulator(new ClassPathResource(dialect.schema())).execute(dataSource);
            new ResourceDatabasePopulator(new ClassPathResource(dialect.schema())).execute(dataSource);

            assertThat(dialect.name()).isEqualTo(database.name());
            JdbcTemplate jdbc = new JdbcTemplate(dataSource);
            assertThat(jdbc.queryForObject("select count(*) from wecom_inbox", Long.class))
                    .isZero();
            assertThat(jdbc.queryForObject("select count(*) from wecom_inbox_task", Long.class))
                    .isZero();
            assertThat(jdbc.queryForObject("select count(*) from wecom_guard", Long.class))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void the_database_tells_its_time_in_milliseconds(Databases database) throws Exception {
        try (HikariDataSource dataSource = database.empty()) {
            String now = SqlDialect.of(dataSource).now();

            Long told = new JdbcTemplate(dataSource).queryForObject("select " + now, Long.class);

            assertThat(told)
                    .isCloseTo(
                            System.currentTimeMillis(),
                            within(Duration.ofMinutes(1).toMillis()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "H2, set time zone 'Europe/Berlin'",
        "H2, set time zone '-11:30'",
        "POSTGRESQL, set time zone 'Europe/Berlin'",
        "POSTGRESQL, set time zone '-11:30'",
        "MARIADB, set time_zone = '+13:00'",
        "MARIADB, set time_zone = '-11:30'"
    })
    void it_tells_the_same_time_wherever_its_sessions_are(Databases database, String zone) throws Exception {
        try (HikariDataSource pool = database.empty();
                HikariDataSource dataSource = new HikariDataSource()) {
            pool.copyStateTo(dataSource);
            dataSource.setConnectionInitSql(zone);
            String now = SqlDialect.of(dataSource).now();

            Long told = new JdbcTemplate(dataSource).queryForObject("select " + now, Long.class);

            assertThat(told)
                    .isCloseTo(
                            System.currentTimeMillis(),
                            within(Duration.ofMinutes(1).toMillis()));
        }
    }

    @Test
    void its_time_does_not_jump_when_clocks_are_put_forward_or_back() {
        try (HikariDataSource database = Databases.MARIADB.empty()) {
            for (Instant moment : SummerTime.moments()) {
                Instant fine = moment.plusMillis(789);

                Long told = new JdbcTemplate(SummerTime.in(database, fine))
                        .queryForObject("select " + SqlDialect.MARIADB.now(), Long.class);

                assertThat(Instant.ofEpochMilli(told)).isEqualTo(fine);
            }
        }
    }

    @Test
    void mysql_tells_its_time_in_the_same_words_as_mariadb() {
        assertThat(SqlDialect.MYSQL.now()).isEqualTo(SqlDialect.MARIADB.now());
    }
}
