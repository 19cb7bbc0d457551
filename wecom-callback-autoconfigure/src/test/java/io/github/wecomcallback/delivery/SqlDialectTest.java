// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.support.Databases;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
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
}
