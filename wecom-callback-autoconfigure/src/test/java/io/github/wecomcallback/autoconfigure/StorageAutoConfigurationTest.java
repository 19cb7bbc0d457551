// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComDataSource;
import io.github.wecomcallback.autoconfigure.WeComCallbackProperties.InitializeSchema;
import io.github.wecomcallback.delivery.PayloadCipher;
import io.github.wecomcallback.delivery.SqlDialect;
import io.github.wecomcallback.delivery.StorageDataSource;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.WeCom;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.ConnectionProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

class StorageAutoConfigurationTest {

    private static final String KEY = key(1);

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(WeComCallbackStorageAutoConfiguration.class))
            .withPropertyValues(WeCom.properties());
    private final WebApplicationContextRunner jdbc = runner.withPropertyValues("wecom.callback.guard.store=jdbc");

    @Test
    void nothing_is_there_that_nobody_asked_for() {
        runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(PayloadCipher.class)
                        .doesNotHaveBean(JdbcStorage.class)
                        .doesNotHaveBean(StorageSchema.class));
    }

    @Test
    void an_application_without_jdbc_does_not_notice() {
        jdbc.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void the_tables_are_created_in_a_database_that_is_part_of_the_application() {
        try (HikariDataSource dataSource = Databases.H2.empty()) {
            jdbc.withBean(DataSource.class, () -> dataSource)
                    .run(context -> assertThat(hasTables(dataSource)).isTrue());
        }
    }

    @Test
    void an_h2_in_a_file_is_part_of_the_application(@TempDir Path folder) {
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl("jdbc:h2:file:" + folder.resolve("db"));

            jdbc.withBean(DataSource.class, () -> dataSource)
                    .run(context -> assertThat(hasTables(dataSource)).isTrue());
        }
    }

    @Test
    void an_h2_server_is_not_part_of_the_application(@TempDir Path folder) throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl("jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./db");

            jdbc.withBean(DataSource.class, () -> dataSource)
                    .run(context -> assertThat(hasTables(dataSource)).isFalse());
        } finally {
            server.stop();
        }
    }

    @Test
    void the_tables_are_not_created_in_another_database() {
        try (HikariDataSource dataSource = Databases.POSTGRESQL.empty()) {
            jdbc.withBean(DataSource.class, () -> dataSource)
                    .run(context -> assertThat(hasTables(dataSource)).isFalse());
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void the_tables_are_created_in_any_database_when_told_to(Databases database) {
        try (HikariDataSource dataSource = database.empty()) {
            jdbc.withBean(DataSource.class, () -> dataSource)
                    .withPropertyValues("wecom.callback.storage.initialize-schema=always")
                    .run(context -> assertThat(hasTables(dataSource)).isTrue());
        }
    }

    @Test
    void nodes_that_start_together_create_the_tables_together() throws Exception {
        try (HikariDataSource dataSource = Databases.POSTGRESQL.empty()) {
            JdbcStorage storage = new JdbcStorage(
                    StorageDataSource.of(dataSource, SqlDialect.POSTGRESQL), SqlDialect.POSTGRESQL, "test");
            List<Background<Boolean>> nodes = IntStream.range(0, 4)
                    .mapToObj(node -> Background.run(
                            () -> new StorageSchema(storage, InitializeSchema.ALWAYS).initializeDatabase()))
                    .toList();

            for (Background<Boolean> node : nodes) {
                assertThat(node.result()).isTrue();
            }
            assertThat(hasTables(dataSource)).isTrue();
        }
    }

    @Test
    void the_tables_are_not_created_when_told_not_to() {
        try (HikariDataSource dataSource = Databases.H2.empty()) {
            jdbc.withBean(DataSource.class, () -> dataSource)
                    .withPropertyValues("wecom.callback.storage.initialize-schema=never")
                    .run(context -> assertThat(hasTables(dataSource)).isFalse());
        }
    }

    @Test
    void the_statements_are_there_in_a_native_image() {
        RuntimeHints hints = new RuntimeHints();

        new WeComCallbackRuntimeHints().registerHints(hints, null);

        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("io/github/wecomcallback/schema/mysql/R__wecom_callback_1.sql"))
                .accepts(hints);
    }

    @Test
    void connections_that_are_lent_are_there_in_a_native_image() {
        RuntimeHints hints = new RuntimeHints();

        new StorageRuntimeHints().registerHints(hints, null);

        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Connection.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(ConnectionProxy.class))
                .accepts(hints);
    }

    @Test
    void a_missing_data_source_stops_the_start() {
        jdbc.run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription()).contains("wecom.callback.guard.store=jdbc needs a DataSource");
            assertThat(analysis.getAction()).contains("spring.datasource.url");
        });
    }

    @Test
    void several_data_sources_stop_the_start_and_are_named() {
        try (HikariDataSource dataSource = Databases.H2.empty()) {
            jdbc.withBean("one", DataSource.class, () -> new DelegatingDataSource(dataSource))
                    .withBean("two", DataSource.class, () -> new DelegatingDataSource(dataSource))
                    .run(context -> {
                        FailureAnalysis analysis = StartFailure.of(context);
                        assertThat(analysis.getDescription())
                                .isEqualTo("wecom.callback.guard.store=jdbc needs to know which DataSource to use, but"
                                        + " there are 2, and not exactly one of them is primary: one, two.");
                        assertThat(analysis.getAction()).contains("@WeComDataSource", "@Primary");
                    });
        }
    }

    @Test
    void the_primary_one_of_several_data_sources_is_taken() {
        try (HikariDataSource dataSource = Databases.H2.empty()) {
            jdbc.withBean("one", DataSource.class, () -> new DelegatingDataSource(dataSource))
                    .withBean(
                            "two",
                            DataSource.class,
                            () -> new DelegatingDataSource(dataSource),
                            definition -> definition.setPrimary(true))
                    .run(context -> assertThat(context.getBean(JdbcStorage.class)
                                    .dataSource()
                                    .getTargetDataSource())
                            .isSameAs(context.getBean("two")));
        }
    }

    @Test
    void a_data_source_that_is_marked_is_taken_before_one_that_is_primary() {
        try (HikariDataSource primary = Databases.H2.empty();
                HikariDataSource marked = Databases.H2.empty()) {
            jdbc.withBean("main", DataSource.class, () -> primary, definition -> definition.setPrimary(true))
                    .withBean(Marked.class, () -> new Marked(marked))
                    .run(context -> {
                        assertThat(hasTables(marked)).isTrue();
                        assertThat(hasTables(primary)).isFalse();
                    });
        }
    }

    @Test
    void a_data_source_may_be_marked_that_is_nobody_elses_candidate() {
        try (HikariDataSource dataSource = Databases.H2.empty()) {
            jdbc.withBean(DataSource.class, () -> new DelegatingDataSource(dataSource))
                    .withUserConfiguration(MarkedAside.class)
                    .run(context -> assertThat(context.getBean(JdbcStorage.class)
                                    .dataSource()
                                    .getTargetDataSource())
                            .isSameAs(context.getBean("aside")));
        }
    }

    @Test
    void two_data_sources_that_are_marked_stop_the_start() {
        try (HikariDataSource dataSource = Databases.H2.empty()) {
            jdbc.withBean("one", Marked.class, () -> new Marked(dataSource))
                    .withBean("two", Marked.class, () -> new Marked(dataSource))
                    .run(context -> {
                        FailureAnalysis analysis = StartFailure.of(context);
                        assertThat(analysis.getDescription())
                                .contains("there are 2 with @WeComDataSource", ": one, two.");
                        assertThat(analysis.getAction()).contains("Leave @WeComDataSource at one of them");
                    });
        }
    }

    @Test
    void of_a_data_source_that_routes_threads_the_default_target_is_taken_for_all() {
        try (HikariDataSource tenant = Databases.H2.empty();
                HikariDataSource main = Databases.H2.empty()) {
            Tenants tenants = new Tenants(Map.of("a", tenant), main);
            Tenants.current = "a";

            jdbc.withBean(DataSource.class, () -> new LazyConnectionDataSourceProxy(tenants))
                    .run(context -> {
                        assertThat(hasTables(main)).isTrue();
                        assertThat(hasTables(tenant)).isFalse();
                        assertThat(context.getBean(JdbcStorage.class)
                                        .dataSource()
                                        .getTargetDataSource())
                                .isSameAs(main);
                    });
        } finally {
            Tenants.current = null;
        }
    }

    @Test
    void a_data_source_that_routes_threads_and_has_no_default_stops_the_start() {
        try (HikariDataSource tenant = Databases.H2.empty()) {
            jdbc.withBean(DataSource.class, () -> new Tenants(Map.of("a", tenant), null))
                    .run(context -> {
                        FailureAnalysis analysis = StartFailure.of(context);
                        assertThat(analysis.getDescription())
                                .contains("wecom.callback.guard.store=jdbc", "Tenants routes", "has no default target");
                        assertThat(analysis.getAction()).contains("@WeComDataSource", "setDefaultTargetDataSource");
                    });
        }
    }

    @Test
    void a_data_source_that_knows_no_database_for_this_thread_stops_the_start() {
        DataSource foreign = new AbstractDataSource() {

            @Override
            public Connection getConnection() {
                throw new IllegalStateException("which tenant?");
            }

            @Override
            public Connection getConnection(String user, String password) {
                return getConnection();
            }
        };

        jdbc.withBean(DataSource.class, () -> foreign).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .contains("wecom.callback.guard.store=jdbc", "no connection", "java.lang.IllegalStateException");
            assertThat(analysis.getAction()).contains("@WeComDataSource");
        });
    }

    @Test
    void a_database_that_is_not_supported_stops_the_start() throws SQLException {
        DataSource derby = mock(DataSource.class, RETURNS_DEEP_STUBS);
        when(derby.getConnection().getMetaData().getDatabaseProductName()).thenReturn("Apache Derby");

        jdbc.withBean(DataSource.class, () -> derby).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription()).contains("wecom.callback.guard.store=jdbc", "Apache Derby");
            assertThat(analysis.getAction()).contains("PostgreSQL");
        });
    }

    @Test
    void a_database_that_does_not_answer_stops_the_start() {
        HikariDataSource closed = Databases.H2.empty();
        closed.close();

        jdbc.withBean(DataSource.class, () -> closed)
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .contains("wecom.callback.guard.store=jdbc", "does not answer"));
    }

    @Test
    void what_is_encrypted_with_an_older_key_can_be_read() {
        byte[] text = {1, 2, 3};
        runner.withPropertyValues("wecom.callback.storage.encryption-keys=" + KEY)
                .run(before -> {
                    byte[] encrypted = before.getBean(PayloadCipher.class).encrypt(text);
                    runner.withPropertyValues(
                                    "wecom.callback.storage.encryption-keys[0]=" + key(2),
                                    "wecom.callback.storage.encryption-keys[1]=" + KEY)
                            .run(after -> assertThat(
                                            after.getBean(PayloadCipher.class).decrypt(encrypted))
                                    .isEqualTo(text));
                });
    }

    @Test
    void a_cipher_of_the_applications_takes_the_place_of_ours() {
        PayloadCipher mine = new Copying();

        runner.withBean(PayloadCipher.class, () -> mine)
                .withPropertyValues("wecom.callback.storage.encryption-keys=" + KEY)
                .run(context -> assertThat(context).getBean(PayloadCipher.class).isSameAs(mine));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret, no base64", "c2VjcmV0", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void a_wrong_key_stops_the_start_and_is_not_printed(String key) {
        runner.withPropertyValues(
                        "wecom.callback.storage.encryption-keys[0]=" + KEY,
                        "wecom.callback.storage.encryption-keys[1]=" + key)
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription())
                            .contains("wecom.callback.storage.encryption-keys[1]", "Base64")
                            .doesNotContain(key);
                    assertThat(analysis.getAction()).contains("openssl rand -base64 32");
                    assertThat(stackTrace(context.getStartupFailure())).doesNotContain(key, KEY);
                });
    }

    @Test
    void no_key_at_all_stops_the_start_rather_than_leave_things_readable() {
        runner.withPropertyValues("wecom.callback.storage.encryption-keys=")
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .contains("wecom.callback.storage.encryption-keys holds no key"));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static boolean hasTables(DataSource dataSource) {
        try {
            return new JdbcTemplate(dataSource).queryForObject("select count(*) from wecom_guard", Integer.class) == 0;
        } catch (BadSqlGrammarException ex) {
            return false;
        }
    }

    private static String key(int filling) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return Base64.getEncoder().encodeToString(key);
    }

    private static final class Tenants extends AbstractRoutingDataSource {

        private static @Nullable String current;

        Tenants(Map<Object, Object> targets, @Nullable DataSource otherwise) {
            setTargetDataSources(targets);
            if (otherwise != null) {
                setDefaultTargetDataSource(otherwise);
            }
            afterPropertiesSet();
        }

        @Override
        protected @Nullable Object determineCurrentLookupKey() {
            return current;
        }
    }

    @WeComDataSource
    static final class Marked extends DelegatingDataSource {

        Marked(DataSource dataSource) {
            super(dataSource);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedAside {

        @Bean(defaultCandidate = false)
        @WeComDataSource
        DataSource aside() {
            return Databases.H2.empty();
        }
    }

    private static final class Copying implements PayloadCipher {

        @Override
        public byte[] encrypt(byte[] plaintext) {
            return plaintext.clone();
        }

        @Override
        public byte[] decrypt(byte[] ciphertext) {
            return ciphertext.clone();
        }
    }
}
