// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.annotation.WeComRedisConnectionFactory;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.delivery.SharedRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.Redis;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.TaskDecorator;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class GuardAutoConfigurationTest {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackStorageAutoConfiguration.class,
                    WeComCallbackGuardAutoConfiguration.class))
            .withPropertyValues(WeCom.properties());
    private final WebApplicationContextRunner jdbc = runner.withPropertyValues("wecom.callback.guard.store=jdbc");
    private final WebApplicationContextRunner redis = runner.withPropertyValues("wecom.callback.guard.store=redis");

    @Test
    void messages_are_remembered_in_memory_unless_told_otherwise() {
        runner.run(context ->
                assertThat(context).getBean(RedeliveryGuard.class).isInstanceOf(MemoryRedeliveryGuard.class));
        runner.withPropertyValues("wecom.callback.guard.store=memory")
                .run(context ->
                        assertThat(context).getBean(RedeliveryGuard.class).isInstanceOf(MemoryRedeliveryGuard.class));
    }

    @Test
    void two_applications_over_one_database_handle_a_message_once() {
        try (HikariDataSource database = Databases.H2.empty()) {
            twoApplicationsHandleAMessageOnce(
                    jdbc.withBean(DataSource.class, () -> new DelegatingDataSource(database)));
        }
    }

    @Test
    void two_applications_over_one_redis_handle_a_message_once() {
        twoApplicationsHandleAMessageOnce(
                redis.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                        .withPropertyValues(
                                "spring.data.redis.port=" + Redis.shared().port(), "spring.data.redis.host=127.0.0.1"));
    }

    private static void twoApplicationsHandleAMessageOnce(WebApplicationContextRunner runner) {
        long id = System.nanoTime();
        Handler first = new Handler();
        Handler second = new Handler();
        runner.withBean(Handler.class, () -> first)
                .run(one -> runner.withBean(Handler.class, () -> second).run(two -> {
                    String reply = answer(one, id);

                    assertThat(one).getBean(RedeliveryGuard.class).isInstanceOf(SharedRedeliveryGuard.class);
                    assertThat(answer(two, id)).isEqualTo(reply).contains("says");
                    assertThat(first.ran).hasSize(1);
                    assertThat(second.ran).isEmpty();
                }));
    }

    @Test
    void what_was_done_right_before_a_shutdown_is_known_after_it() {
        try (HikariDataSource database = Databases.POSTGRESQL.withTables()) {
            WebApplicationContextRunner over =
                    jdbc.withBean(DataSource.class, () -> new DelegatingDataSource(database));
            Handler after = new Handler();

            over.withBean(Handler.class).run(context -> answer(context, 1));

            over.withBean(Handler.class, () -> after).run(context -> answer(context, 1));
            assertThat(after.ran).isEmpty();
        }
    }

    @Test
    void replies_are_encrypted_where_there_are_keys() {
        try (HikariDataSource database = Databases.H2.empty()) {
            jdbc.withBean(DataSource.class, () -> new DelegatingDataSource(database))
                    .withBean(Handler.class)
                    .withPropertyValues("wecom.callback.storage.encryption-keys=" + "QUFB".repeat(10) + "QUE=")
                    .run(context -> {
                        answer(context, 1);

                        List<Boolean> encrypted = await().until(
                                        () -> new JdbcTemplate(database)
                                                .queryForList(
                                                        "select encrypted from wecom_guard where progress is not null",
                                                        Boolean.class),
                                        rows -> !rows.isEmpty());
                        assertThat(encrypted).containsExactly(true);
                    });
        }
    }

    @Test
    void what_a_request_carries_reaches_its_handlers() {
        TaskDecorator decorator = task -> {
            String tenant = Handler.TENANT.get();
            return () -> {
                Handler.TENANT.set(tenant);
                try {
                    task.run();
                } finally {
                    Handler.TENANT.remove();
                }
            };
        };
        try (HikariDataSource database = Databases.H2.empty()) {
            jdbc.withBean(DataSource.class, () -> new DelegatingDataSource(database))
                    .withBean(Handler.class)
                    .withBean(TaskDecorator.class, () -> decorator)
                    .run(context -> {
                        Handler.TENANT.set("tenant-7");
                        try {
                            assertThat(answer(context, 1)).contains("for tenant-7");
                        } finally {
                            Handler.TENANT.remove();
                        }
                    });
        }
    }

    @Test
    void no_thread_is_left_after_a_shutdown() {
        try (HikariDataSource database = Databases.H2.empty()) {
            jdbc.withBean(DataSource.class, () -> new DelegatingDataSource(database))
                    .withBean(Handler.class)
                    .run(context -> {
                        answer(context, 1);
                        assertThat(guardThreads()).isPositive();
                    });
        }

        await().until(() -> guardThreads() == 0);
    }

    @Test
    void a_guard_of_the_applications_takes_the_place_of_ours() {
        RedeliveryGuard mine = new MemoryRedeliveryGuard(Duration.ofSeconds(1), 1);

        redis.withBean(RedeliveryGuard.class, () -> mine)
                .run(context ->
                        assertThat(context).getBean(RedeliveryGuard.class).isSameAs(mine));
    }

    @Test
    void tables_that_somebody_else_creates_at_start_are_there_in_time() {
        try (HikariDataSource database = Databases.POSTGRESQL.empty()) {
            jdbc.withBean(DataSource.class, () -> new DelegatingDataSource(database))
                    .withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
                    .withPropertyValues(
                            "wecom.callback.storage.initialize-schema=never",
                            "spring.sql.init.mode=always",
                            "spring.sql.init.schema-locations=classpath:io/github/wecomcallback/schema/postgresql/*.sql")
                    .run(context -> assertThat(context).hasSingleBean(SharedRedeliveryGuard.class));
        }
    }

    @Test
    void missing_tables_stop_the_start() {
        try (HikariDataSource database = Databases.POSTGRESQL.empty()) {
            jdbc.withBean(DataSource.class, () -> new DelegatingDataSource(database))
                    .run(context -> {
                        FailureAnalysis analysis = StartFailure.of(context);
                        assertThat(analysis.getDescription())
                                .contains("table wecom_guard", "wecom.callback.guard.store=jdbc");
                        assertThat(analysis.getAction())
                                .contains("classpath:io/github/wecomcallback/schema/postgresql/R__wecom_callback_1.sql")
                                .contains("wecom.callback.storage.initialize-schema=always");
                    });
        }
    }

    @Test
    void missing_jdbc_stops_the_start() {
        jdbc.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription()).contains("wecom.callback.guard.store=jdbc", "class path");
                    assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc");
                });
    }

    @Test
    void spring_jdbc_without_boots_part_of_it_stops_the_start_and_says_what_is_missing() {
        jdbc.withClassLoader(new FilteredClassLoader("org.springframework.boot.jdbc"))
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription())
                            .isEqualTo("wecom.callback.guard.store=jdbc needs Spring Boot's JDBC, spring-boot-jdbc,"
                                    + " which is not on the class path.");
                    assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc");
                });
    }

    @Test
    void a_missing_data_source_stops_the_start() {
        jdbc.run(context -> assertThat(StartFailure.of(context).getDescription())
                .isEqualTo("wecom.callback.guard.store=jdbc needs a DataSource, but there is none."));
    }

    @Test
    void missing_spring_data_redis_stops_the_start() {
        redis.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription()).contains("wecom.callback.guard.store=redis", "class path");
                    assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis");
                });
    }

    @Test
    void missing_connections_to_redis_stop_the_start() {
        redis.run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .contains("wecom.callback.guard.store=redis needs a RedisConnectionFactory");
            assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis");
        });
    }

    @Test
    void several_connections_to_redis_stop_the_start_unless_one_is_marked() {
        WebApplicationContextRunner two =
                redis.withBean("one", Connections.class).withBean("two", Connections.class);

        two.run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .contains(
                            "wecom.callback.guard.store=redis needs to know which RedisConnectionFactory", "one, two");
            assertThat(analysis.getAction()).contains("@WeComRedisConnectionFactory");
        });
        two.withBean("ours", MarkedConnections.class)
                .run(context -> assertThat(context.getBean(RedisStorage.class).connections())
                        .isSameAs(context.getBean("ours")));
    }

    @Test
    void a_redis_that_is_away_does_not_stop_the_start() {
        redis.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=1")
                .run(context -> assertThat(receive(context, 1).status()).isEqualTo(503));
    }

    @Test
    void a_lease_that_is_too_short_stops_the_start() {
        redis.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues("wecom.callback.guard.lease=0")
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .contains("wecom.callback.guard.lease must be at least 1s"));
    }

    private static long guardThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wecom-guard-"))
                .count();
    }

    private static String answer(ApplicationContext context, long id) {
        CallbackResponse response = receive(context, id);
        assertThat(response.status()).isEqualTo(200);
        return new WeCom()
                .open(new String(response.body(), StandardCharsets.UTF_8))
                .replaceAll("<CreateTime>\\d+</CreateTime>", "");
    }

    private static CallbackResponse receive(ApplicationContext context, long id) {
        WeCom.Delivery delivery = new WeCom().deliver(WeCom.text("hi", id));
        return context.getBean(CallbackProcessor.class)
                .receive(new CallbackRequest(
                        "default",
                        delivery.query(),
                        Map.of(),
                        delivery.body().getBytes(StandardCharsets.UTF_8),
                        Instant.now()));
    }

    static class Connections extends LettuceConnectionFactory {}

    @WeComRedisConnectionFactory
    static final class MarkedConnections extends Connections {}

    static final class Handler {

        private static final ThreadLocal<String> TENANT = new ThreadLocal<>();
        private final List<String> ran = new CopyOnWriteArrayList<>();

        @WeComMessageHandler(type = "text")
        String handle() {
            ran.add("once");
            return Thread.currentThread().getName() + " says hello for " + TENANT.get();
        }
    }
}
