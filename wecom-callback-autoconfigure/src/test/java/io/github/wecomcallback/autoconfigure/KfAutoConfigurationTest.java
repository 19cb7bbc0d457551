// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.actuate.KfMetrics;
import io.github.wecomcallback.actuate.WeComCallbackHealthIndicator;
import io.github.wecomcallback.api.AccessTokenProvider;
import io.github.wecomcallback.api.AccessTokenStore;
import io.github.wecomcallback.api.CorpAccessTokens;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.api.WeComApiException;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.kf.KfBell;
import io.github.wecomcallback.kf.KfCursorStore;
import io.github.wecomcallback.kf.KfDoor;
import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.kf.KfPuller;
import io.github.wecomcallback.kf.KfRuntimeHints;
import io.github.wecomcallback.kf.KfSender;
import io.github.wecomcallback.kf.MemoryKfCursorStore;
import io.github.wecomcallback.kf.RedisKfCursorStore;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.Redis;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class KfAutoConfigurationTest {

    private static final String SECRET = "wecom.callback.secret=the-s3cret";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackApiAutoConfiguration.class,
                    WeComCallbackStorageAutoConfiguration.class,
                    WeComCallbackGuardAutoConfiguration.class,
                    WeComCallbackInboxAutoConfiguration.class,
                    WeComCallbackKfAutoConfiguration.class,
                    WeComCallbackKfMetricsAutoConfiguration.class,
                    WeComCallbackHealthAutoConfiguration.class))
            .withPropertyValues(WeCom.properties());
    private final WebApplicationContextRunner pulling = runner.withPropertyValues(SECRET);

    @Test
    void nothing_is_pulled_or_made_ready_where_there_is_no_secret() {
        runner.run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(KfPuller.class)
                    .doesNotHaveBean(KfBell.class)
                    .doesNotHaveBean(KfCursorStore.class)
                    .doesNotHaveBean(KfMetrics.class);
            assertThat(threads()).noneMatch(name -> name.startsWith("wecom-kf"));
            assertThat(context.getBean(WeComCallbackHealthIndicator.class)
                            .health()
                            .getDetails())
                    .doesNotContainKey("kf");
        });
    }

    @Test
    void a_secret_is_what_it_takes() {
        pulling.run(context -> {
            assertThat(context.getBean(KfPuller.class).isRunning()).isTrue();
            assertThat(context).hasSingleBean(KfBell.class).hasSingleBean(KfSender.class);
            assertThat(context).getBean(KfCursorStore.class).isInstanceOf(MemoryKfCursorStore.class);
            assertThat(context).getBean(AccessTokenProvider.class).isInstanceOf(CorpAccessTokens.class);
        });
        await().until(() -> threads().stream().noneMatch(name -> name.startsWith("wecom-kf")));
    }

    @Test
    void the_secret_of_any_app_will_do() {
        runner.withPropertyValues(
                        "wecom.callback.apps.shop.corp-id=" + WeCom.CORP_ID,
                        "wecom.callback.apps.shop.token=" + WeCom.TOKEN,
                        "wecom.callback.apps.shop.aes-key=" + WeCom.AES_KEY,
                        "wecom.callback.apps.shop.secret=the-s3cret")
                .run(context -> assertThat(context).hasSingleBean(KfPuller.class));
    }

    @Test
    void an_empty_secret_is_none() {
        runner.withPropertyValues("wecom.callback.secret=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(KfPuller.class));
    }

    @Test
    void it_can_be_switched_off_and_on() {
        pulling.withPropertyValues("wecom.callback.kf.enabled=false")
                .run(context ->
                        assertThat(context).doesNotHaveBean(KfPuller.class).hasSingleBean(WeComApi.class));
        runner.withPropertyValues("wecom.callback.kf.enabled=true")
                .run(context -> assertThat(context).hasSingleBean(KfPuller.class));
    }

    @Test
    void a_secret_without_corp_id_stops_the_start() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(WeComCallbackAutoConfiguration.class))
                .withPropertyValues(
                        "wecom.callback.apps.bot.kind=bot",
                        "wecom.callback.apps.bot.token=" + WeCom.TOKEN,
                        "wecom.callback.apps.bot.aes-key=" + WeCom.AES_KEY,
                        "wecom.callback.apps.bot.secret=the-s3cret")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("corp-id")
                        .hasMessageNotContaining("the-s3cret"));
    }

    @Test
    void tokens_may_be_the_applications_own_and_then_no_secret_is_needed() {
        try (ApiServer server = ApiServer.start()) {
            server.on("/cgi-bin/kf/sync_msg", call -> Answer.json("{\"errcode\":0,\"has_more\":0,\"msg_list\":[]}"));
            runner.withPropertyValues(
                            "wecom.callback.kf.enabled=true", "wecom.callback.api.base-url=" + server.baseUrl())
                    .withBean(AccessTokenProvider.class, () -> account -> "central-token")
                    .run(context -> {
                        assertThat(context).doesNotHaveBean(CorpAccessTokens.class);

                        ring(context);

                        await().until(() ->
                                !server.calls("/cgi-bin/kf/sync_msg").isEmpty());
                    });
            assertThat(server.calls("/cgi-bin/kf/sync_msg").get(0).query())
                    .containsEntry("access_token", "central-token");
            assertThat(server.calls(ApiServer.GET_TOKEN)).isEmpty();
        }
    }

    @Test
    void a_bell_at_an_account_without_secret_is_acknowledged_and_nothing_is_pulled() {
        runner.withPropertyValues("wecom.callback.kf.enabled=true").run(context -> {
            assertThat(ring(context)).isEqualTo(200);

            assertThat(context.getBean(KfMonitor.class).overview().doors()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc, memory, false, JdbcKfCursorStore",
        "memory, jdbc, true, MemoryKfCursorStore",
        ", jdbc, false, JdbcKfCursorStore",
        ", memory, true, JdbcKfCursorStore",
        ", memory, false, MemoryKfCursorStore",
        "JDBC, memory, false, JdbcKfCursorStore"
    })
    void cursors_are_where_it_is_said_else_where_other_things_are_kept(
            String store, String guard, boolean inbox, String expected) {
        try (HikariDataSource database = Databases.H2.empty()) {
            WebApplicationContextRunner with = pulling.withConfiguration(
                            AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
                    .withBean(DataSource.class, () -> database)
                    .withPropertyValues("wecom.callback.guard.store=" + guard, "wecom.callback.inbox.enabled=" + inbox);
            if (store != null) {
                with = with.withPropertyValues("wecom.callback.kf.store=" + store);
            }
            with.run(context -> assertThat(
                            context.getBean(KfCursorStore.class).getClass().getSimpleName())
                    .isEqualTo(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wecom.callback.kf.store=redis", "wecom.callback.guard.store=redis"})
    void with_redis_cursors_and_tokens_are_shared(String property) {
        pulling.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues("spring.data.redis.port=" + Redis.shared().port(), property)
                .run(context -> {
                    assertThat(context).getBean(KfCursorStore.class).isInstanceOf(RedisKfCursorStore.class);
                    assertThat(context).hasSingleBean(AccessTokenStore.class);
                });
    }

    @Test
    void a_store_of_the_applications_takes_the_place_of_ours() {
        KfCursorStore mine = new MemoryKfCursorStore(Clock.systemUTC());

        pulling.withBean(KfCursorStore.class, () -> mine)
                .run(context -> assertThat(context).getBean(KfCursorStore.class).isSameAs(mine));
    }

    @Test
    void a_missing_database_or_redis_stops_the_start() {
        pulling.withPropertyValues("wecom.callback.kf.store=jdbc").run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription()).contains("wecom.callback.kf.store=jdbc needs a DataSource");
            assertThat(analysis.getAction()).contains("spring.datasource.url");
        });
        pulling.withPropertyValues("wecom.callback.kf.store=redis").run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .contains("wecom.callback.kf.store=redis needs a RedisConnectionFactory");
            assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis");
        });
    }

    @Test
    void a_missing_dependency_stops_the_start_and_is_named() {
        pulling.withPropertyValues("wecom.callback.kf.store=jdbc")
                .withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription()).contains("wecom.callback.kf.store=jdbc", "dependency");
                    assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc", "kf.store=memory");
                });
        pulling.withPropertyValues("wecom.callback.kf.store=jdbc")
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.jdbc"))
                .run(context -> assertThat(StartFailure.of(context).getAction()).contains("spring-boot-starter-jdbc"));
        pulling.withPropertyValues("wecom.callback.kf.store=redis")
                .withClassLoader(new FilteredClassLoader(RedisConnectionFactory.class))
                .run(context -> assertThat(StartFailure.of(context).getAction())
                        .contains("spring-boot-starter-data-redis", "kf.store=memory"));
    }

    @Test
    void without_boots_clients_the_jdks_calls_the_platform_and_is_observed() {
        try (ApiServer server = ApiServer.start()) {
            server.on("/cgi-bin/ours", call -> Answer.ok());
            TestObservationRegistry observations = TestObservationRegistry.create();
            pulling.withClassLoader(new FilteredClassLoader(
                            "org.springframework.boot.http.client", "org.springframework.boot.restclient"))
                    .withPropertyValues("wecom.callback.api.base-url=" + server.baseUrl())
                    .withBean(ObservationRegistry.class, () -> observations)
                    .run(context -> {
                        assertThat(ApiConnections.of(
                                        context.getSourceApplicationContext().getBeanFactory()))
                                .isInstanceOf(ApiConnections.Jdks.class);
                        context.getBean(WeComApi.class).post(account(context), "/cgi-bin/ours", Map.of());
                    });

            assertThat(server.calls("/cgi-bin/ours")).hasSize(1);
            TestObservationRegistryAssert.assertThat(observations)
                    .hasObservationWithNameEqualTo("http.client.requests");
        }
    }

    @Test
    void the_jdks_client_gives_up_after_the_timeout_of_the_settings() {
        try (ApiServer server = ApiServer.start()) {
            server.on("/cgi-bin/ours", call -> never());
            pulling.withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
                    .withPropertyValues(
                            "wecom.callback.api.base-url=" + server.baseUrl(), "wecom.callback.api.read-timeout=200ms")
                    .run(context -> assertThatThrownBy(() ->
                                    context.getBean(WeComApi.class).post(account(context), "/cgi-bin/ours", Map.of()))
                            .isInstanceOf(WeComApiException.class));
        }
    }

    private static Answer never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ex) {
            // The server closes.
        }
        return Answer.ok();
    }

    @Test
    void who_pulls_nothing_needs_none_of_all_that() {
        runner.withClassLoader(new FilteredClassLoader(RedisConnectionFactory.class))
                .run(context -> assertThat(context).hasNotFailed());
        runner.withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.http.client", "org.springframework.boot.restclient"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "api.base-url=qyapi.weixin.qq.com, 'wecom.callback.api.base-url must be a URL'",
        "api.base-url=https://qyapi.weixin.qq.com/, 'wecom.callback.api.base-url must be a URL'",
        "api.base-url=https://h/x?y=z, 'wecom.callback.api.base-url must be a URL'",
        "api.base-url=ftp://h, 'wecom.callback.api.base-url must be a URL'",
        "api.connect-timeout=0, 'wecom.callback.api.connect-timeout must be more than 0'",
        "api.read-timeout=-1s, 'wecom.callback.api.read-timeout must be more than 0'",
        "kf.lease=1s, 'wecom.callback.kf.lease must be at least 4s'",
        "kf.poll-interval=0, 'wecom.callback.kf.poll-interval must be more than 0'",
        "kf.pulls=0, 'wecom.callback.kf.pulls must be at least 1'",
        "kf.threads=0, 'wecom.callback.kf.threads must be at least 1'",
        "kf.handler-timeout=0, 'wecom.callback.kf.handler-timeout must be more than 0'",
        "kf.retry.attempts=0, 'wecom.callback.kf.retry cannot work'",
        "kf.retry.multiplier=0.5, 'wecom.callback.kf.retry cannot work'"
    })
    void a_setting_that_cannot_work_stops_the_start_and_says_why(String setting, String problem) {
        pulling.withPropertyValues("wecom.callback." + setting).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription()).contains(problem);
            assertThat(analysis.getAction()).isNotBlank();
        });
    }

    @Test
    void a_base_url_may_have_a_path() {
        pulling.withPropertyValues("wecom.callback.api.base-url=http://proxy.internal:8080/wecom")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void health_and_meters_show_how_pulling_stands() {
        try (ApiServer server = ApiServer.start()) {
            server.on("/cgi-bin/kf/sync_msg", call -> Answer.errcode(45009, "api freq out of limit"));
            pulling.withPropertyValues("wecom.callback.api.base-url=" + server.baseUrl())
                    .run(context -> {
                        SimpleMeterRegistry registry = new SimpleMeterRegistry();
                        context.getBean(KfMetrics.class).bindTo(registry);
                        assertThat(registry.get("wecom.callback.kf.lag")
                                        .timeGauge()
                                        .value(TimeUnit.SECONDS))
                                .isZero();

                        ring(context);
                        await().until(() -> registry.get("wecom.callback.kf.pulls.failed")
                                        .functionCounter()
                                        .count()
                                == 1);

                        // A failure is counted before it is written down.
                        await().untilAsserted(() -> {
                            Health health = context.getBean(WeComCallbackHealthIndicator.class)
                                    .health();
                            assertThat(health.getStatus()).isEqualTo(Status.UP);
                            assertThat(health.getDetails().get("kf").toString())
                                    .contains("wkK7cTzQAAr6tGh1MjLbSxUvQ0eYzC3w", "45009 api freq out of limit")
                                    .doesNotContain("the-s3cret", "token-1", "ENCkfT");
                        });
                        assertThat(registry.get("wecom.callback.kf.lag")
                                        .timeGauge()
                                        .value(TimeUnit.NANOSECONDS))
                                .isPositive();
                    });
        }
    }

    @Test
    void while_the_store_is_away_health_says_so_and_meters_are_no_numbers() {
        pulling.withBean(KfCursorStore.class, Away::new).run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(KfMetrics.class).bindTo(registry);

            assertThat(context.getBean(WeComCallbackHealthIndicator.class)
                            .health()
                            .getDetails())
                    .containsEntry("kf", "unavailable");
            assertThat(registry.get("wecom.callback.kf.lag").timeGauge().value())
                    .isNaN();
            assertThat(ring(context)).as("the platform rings again").isEqualTo(500);
        });
    }

    @Test
    void meters_back_off_without_micrometer() {
        pulling.withClassLoader(new FilteredClassLoader(MeterBinder.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("weComKfMetrics"));
    }

    @Test
    void all_of_it_gives_way_to_beans_of_the_applications() {
        pulling.withBean("myTokens", AccessTokenProvider.class, () -> account -> "mine")
                .run(context -> assertThat(context.getBeansOfType(AccessTokenProvider.class))
                        .containsOnlyKeys("myTokens"));
    }

    @Test
    void what_is_written_and_shown_can_be_in_a_native_image() throws ClassNotFoundException {
        RuntimeHints hints = new RuntimeHints();

        new KfRuntimeHints().registerHints(hints, null);

        for (String name : List.of("KfState", "KfOverview$Door")) {
            Class<?> type = Class.forName("io.github.wecomcallback.kf." + name);
            assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
                    .accepts(hints);
        }
    }

    /** Rings, and returns the status of the answer. */
    private static int ring(ApplicationContext context) {
        String bell = WeCom.sample("event.kf_msg_or_event.xml")
                .replaceAll(
                        "<CreateTime>.*</CreateTime>",
                        "<CreateTime>" + Instant.now().getEpochSecond() + "</CreateTime>");
        WeCom.Delivery delivery = new WeCom().deliver(bell);
        return context.getBean(CallbackProcessor.class)
                .receive(new CallbackRequest(
                        "default",
                        delivery.query(),
                        Map.of(),
                        delivery.body().getBytes(StandardCharsets.UTF_8),
                        Instant.now()))
                .status();
    }

    private static Account account(ApplicationContext context) {
        return context.getBean(AccountRepository.class).findByName(Account.DEFAULT_NAME);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private static final class Away implements KfCursorStore {

        @Override
        public Seen find(KfDoor door) {
            throw new IllegalStateException("away");
        }

        @Override
        public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
            throw new IllegalStateException("away");
        }

        @Override
        public boolean remove(KfDoor door, long seen) {
            throw new IllegalStateException("away");
        }

        @Override
        public List<Entry> due(int limit) {
            throw new IllegalStateException("away");
        }

        @Override
        public List<Entry> all() {
            throw new IllegalStateException("away");
        }
    }
}
