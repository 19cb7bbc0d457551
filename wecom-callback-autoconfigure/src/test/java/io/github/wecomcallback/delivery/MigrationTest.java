// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.WeCom;
import java.util.List;
import java.util.Locale;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables as the usual tools create them, out of the files that this library ships. */
class MigrationTest {

    private static final String SCHEMA = "classpath:io/github/wecomcallback/schema/";

    private HikariDataSource dataSource;

    @AfterEach
    void close() {
        dataSource.close();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void flyway_creates_the_tables_once(Databases database) {
        dataSource = database.empty();
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .locations(SCHEMA + database.name().toLowerCase(Locale.ROOT))
                .load();

        int first = flyway.migrate().migrationsExecuted;
        int second = flyway.migrate().migrationsExecuted;

        assertThat(first).isOne();
        assertThat(second).isZero();
        assertTablesAreOfUse();
    }

    /** The application's own next version would be out of order behind a version of ours. */
    @Test
    void with_flyway_the_versions_of_the_application_are_its_own() {
        dataSource = Databases.H2.empty();
        FluentConfiguration flyway = Flyway.configure().dataSource(dataSource);
        flyway.locations("classpath:migration/flyway/1", SCHEMA + "h2").load().migrate();

        flyway.locations("classpath:migration/flyway/1", "classpath:migration/flyway/2", SCHEMA + "h2")
                .load()
                .migrate();

        assertThat(count("application_2")).isZero();
        assertTablesAreOfUse();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void liquibase_creates_the_tables_once(Databases database) throws Exception {
        dataSource = database.empty();

        liquibase(SCHEMA + "changelog.yaml");
        liquibase(SCHEMA + "changelog.yaml");

        assertThat(changeSets())
                .containsExactly("wecom-callback-1-" + database.name().toLowerCase(Locale.ROOT));
        assertTablesAreOfUse();
    }

    @Test
    void an_application_may_include_the_changelog_in_its_own() throws Exception {
        dataSource = Databases.H2.empty();

        liquibase("classpath:migration/application-changelog.yaml");

        assertThat(changeSets()).containsExactly("1", "wecom-callback-1-h2");
        assertTablesAreOfUse();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void liquibase_leaves_tables_alone_that_are_there_already(Databases database) throws Exception {
        dataSource = database.withTables();
        assertTablesAreOfUse();

        liquibase(SCHEMA + "changelog.yaml");

        assertThat(count("wecom_inbox")).isOne();
    }

    private void liquibase(String changelog) throws LiquibaseException {
        SpringLiquibase liquibase = new SpringLiquibase();
        liquibase.setDataSource(dataSource);
        liquibase.setResourceLoader(new DefaultResourceLoader());
        liquibase.setChangeLog(changelog);
        liquibase.setAnalyticsEnabled(false);
        liquibase.afterPropertiesSet();
    }

    private List<String> changeSets() {
        return new JdbcTemplate(dataSource)
                .queryForList("select ID from DATABASECHANGELOG order by ORDEREXECUTED", String.class);
    }

    private void assertTablesAreOfUse() {
        try (InboxNode node = InboxNode.on(dataSource, new Handlers()).build()) {
            assertThat(node.deliver(WeCom.text("hello", 1))).isEqualTo(200);
        }
        assertThat(count("wecom_inbox")).isOne();
        assertThat(count("wecom_inbox_task")).isOne();
        assertThat(count("wecom_guard")).isZero();
        assertThat(count("wecom_kf")).isZero();
    }

    private int count(String table) {
        return new JdbcTemplate(dataSource).queryForObject("select count(*) from " + table, Integer.class);
    }

    static class Handlers {

        @WeComMessageHandler(type = "text")
        void text() {}
    }
}
