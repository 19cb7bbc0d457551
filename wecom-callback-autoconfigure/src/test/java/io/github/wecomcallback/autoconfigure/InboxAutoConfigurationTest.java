// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.actuate.HandlerTimeoutMetrics;
import io.github.wecomcallback.actuate.InboxMetrics;
import io.github.wecomcallback.actuate.WeComCallbackHealthIndicator;
import io.github.wecomcallback.actuate.WeComInboxEndpoint;
import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.delivery.DeadLetters;
import io.github.wecomcallback.delivery.InboxOverview;
import io.github.wecomcallback.delivery.InboxScheduler;
import io.github.wecomcallback.delivery.InboxThreads;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.UnreliableDataSource;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class InboxAutoConfigurationTest {

    private final HikariDataSource pool = Databases.H2.empty();
    private final UnreliableDataSource dataSource = new UnreliableDataSource(pool);

    private final WebApplicationContextRunner bare = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackStorageAutoConfiguration.class,
                    WeComCallbackInboxAutoConfiguration.class,
                    WeComCallbackInboxActuatorAutoConfiguration.class,
                    WeComCallbackHealthAutoConfiguration.class,
                    WeComCallbackAutoConfiguration.class))
            .withPropertyValues(WeCom.properties())
            .withPropertyValues("management.endpoints.web.exposure.include=wecominbox");
    private final WebApplicationContextRunner runner = bare.withPropertyValues("wecom.callback.inbox.enabled=true")
            .withBean(DataSource.class, () -> dataSource)
            .withBean(Recorder.class);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void nothing_is_there_unless_it_is_switched_on() {
        bare.withBean(DataSource.class, () -> dataSource)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(CallbackInbox.class)
                        .doesNotHaveBean(InboxScheduler.class)
                        .doesNotHaveBean(WeComInboxEndpoint.class)
                        .doesNotHaveBean(InboxMetrics.class));
    }

    @Test
    void a_callback_is_stored_handled_and_shown() {
        runner.run(context -> {
            assertThat(deliver(context.getBean(CallbackProcessor.class), WeCom.text("hi", 1)))
                    .isEqualTo(200);

            Recorder recorder = context.getBean(Recorder.class);
            await().untilAsserted(() -> assertThat(recorder.seen).containsExactly("hi"));
            assertThat(context.getBean(WeComCallbackHealthIndicator.class)
                            .health()
                            .getDetails()
                            .get("inbox"))
                    .isInstanceOf(InboxOverview.class);
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            context.getBean(InboxMetrics.class).bindTo(meters);
            assertThat(meters.get("wecom.callback.inbox.stored")
                            .functionCounter()
                            .count())
                    .isOne();
            assertThat(meters.get("wecom.callback.inbox.dead").gauge().value()).isZero();
            assertThat(meters.get("wecom.callback.inbox.age").gauge().value()).isZero();
            assertThat(meters.get("wecom.callback.inbox.clock.ahead").gauge().value())
                    .isCloseTo(0, within(60.0));
            assertThat(context.getBean(WeComCallbackHealthIndicator.class)
                            .health()
                            .getDetails()
                            .get("inboxClockAhead"))
                    .asString()
                    .startsWith("PT");
        });
    }

    @Test
    void while_the_database_is_away_the_application_is_up_and_says_so() {
        runner.run(context -> {
            dataSource.goAway();

            var health = context.getBean(WeComCallbackHealthIndicator.class).health();

            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("inbox", "unavailable");
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            context.getBean(InboxMetrics.class).bindTo(meters);
            assertThat(meters.get("wecom.callback.inbox.waiting").gauge().value())
                    .isNaN();
            dataSource.comeBack();
        });
    }

    @Test
    void health_is_down_when_handlers_that_hang_hold_all_threads_of_the_inbox() {
        CountDownLatch end = new CountDownLatch(1);
        Deaf deaf = new Deaf(end);
        runner.withBean(Deaf.class, () -> deaf)
                .withPropertyValues("wecom.callback.inbox.threads=1", "wecom.callback.inbox.handler-timeout=50ms")
                .run(context -> {
                    WeComCallbackHealthIndicator health = context.getBean(WeComCallbackHealthIndicator.class);
                    SimpleMeterRegistry meters = new SimpleMeterRegistry();
                    context.getBean("weComInboxTimeoutMetrics", HandlerTimeoutMetrics.class)
                            .bindTo(meters);
                    assertThat(health.health().getDetails()).containsEntry("inboxThreads", new InboxThreads(1, 0));
                    deliver(context.getBean(CallbackProcessor.class), WeCom.sample("event.enter_agent.xml"));

                    await().untilAsserted(() ->
                            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN));

                    assertThat(health.health().getDetails()).containsEntry("inboxThreads", new InboxThreads(1, 1));
                    assertThat(meters.get("wecom.callback.handler.hanging")
                                    .tag("delivery", "inbox")
                                    .gauge()
                                    .value())
                            .isOne();
                    end.countDown();
                    await().untilAsserted(() ->
                            assertThat(health.health().getStatus()).isEqualTo(Status.UP));
                });
    }

    @Test
    void the_applications_own_scheduler_is_left_alone() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Scheduler.class));
    }

    @Test
    void an_inbox_of_the_applications_takes_the_place_of_ours() {
        List<String> kept = new CopyOnWriteArrayList<>();
        runner.withBean(
                        CallbackInbox.class,
                        () -> (key, context, handlers) ->
                                kept.add(handlers.get(0).id()))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(InboxScheduler.class).doesNotHaveBean(DeadLetters.class);
                    assertThat(deliver(context.getBean(CallbackProcessor.class), WeCom.text("hi", 1)))
                            .isEqualTo(200);
                    assertThat(kept).singleElement().asString().contains("#see(UserMessage.Text)");
                });
    }

    @Test
    void missing_tables_stop_the_start() {
        runner.withPropertyValues("wecom.callback.storage.initialize-schema=never")
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription())
                            .contains("The table wecom_inbox, which wecom.callback.inbox.enabled=true needs");
                    assertThat(analysis.getAction()).contains("schema/h2/R__wecom_callback_1.sql");
                });
    }

    @Test
    void a_missing_data_source_stops_the_start() {
        bare.withPropertyValues("wecom.callback.inbox.enabled=true").run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription()).contains("wecom.callback.inbox.enabled=true needs a DataSource");
        });
    }

    @Test
    void a_missing_library_stops_the_start() {
        runner.withClassLoader(new FilteredClassLoader("com.github.kagkarlsson"))
                .run(context -> assertThat(StartFailure.of(context).getAction())
                        .contains("com.github.kagkarlsson:db-scheduler"));
        bare.withPropertyValues("wecom.callback.inbox.enabled=true")
                .withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
                .run(context -> assertThat(StartFailure.of(context).getAction()).contains("spring-boot-starter-jdbc"));
    }

    @Test
    void spring_jdbc_without_boots_part_of_it_stops_the_start_and_says_what_is_missing() {
        bare.withPropertyValues("wecom.callback.inbox.enabled=true")
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.jdbc"))
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription())
                            .contains("wecom.callback.inbox.enabled=true", "spring-boot-jdbc", "not on the class path");
                    assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "inbox.threads, 0",
        "inbox.poll-interval, 0s",
        "inbox.lease, 3s",
        "inbox.handler-timeout, 0",
        "inbox.handler-timeout, -1s",
        "inbox.keep-handled, 10s",
        "inbox.keep-dead, 0s",
        "inbox.retry.attempts, 0",
        "inbox.retry.delay, -1s",
        "inbox.retry.multiplier, 0.5",
        "inbox.retry.max-delay, -1s"
    })
    void a_setting_that_cannot_work_stops_the_start(String property, String value) {
        runner.withPropertyValues("wecom.callback." + property + "=" + value).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            String named = property.startsWith("inbox.retry") ? "wecom.callback.inbox.retry" : property;
            assertThat(analysis.getDescription()).contains(named);
            assertThat(analysis.getDescription()).contains(property.substring(property.lastIndexOf('.') + 1));
        });
    }

    @Test
    void the_endpoint_shows_replays_and_discards_dead_letters() {
        runner.withPropertyValues("wecom.callback.inbox.retry.attempts=1").run(context -> {
            Recorder recorder = context.getBean(Recorder.class);
            WeComInboxEndpoint endpoint = context.getBean(WeComInboxEndpoint.class);
            recorder.failing = true;
            deliver(context.getBean(CallbackProcessor.class), WeCom.text("secret", 1));
            deliver(context.getBean(CallbackProcessor.class), WeCom.text("secret", 2));
            await().untilAsserted(() ->
                    assertThat(endpoint.report(null).deadLetters()).hasSize(2));

            assertThat(endpoint.report(1).deadLetters()).hasSize(1);
            assertThat(endpoint.report(-5).deadLetters()).hasSize(1);
            assertThat(endpoint.report(null).toString()).doesNotContain("secret");
            long first = endpoint.report(null).deadLetters().get(0).id();
            long second = endpoint.report(null).deadLetters().get(1).id();
            assertThat(endpoint.deadLetter(first).error()).contains("failing");
            recorder.failing = false;
            assertThat(endpoint.replay(first).done()).isEqualTo("replayed");
            assertThat(endpoint.discard(second).done()).isEqualTo("discarded");
            assertThat(endpoint.replay(second).done()).contains("no such");
            assertThat(endpoint.discard(4711).done()).contains("no such");
            assertThat(endpoint.deadLetter(4711)).isNull();
            await().untilAsserted(() -> assertThat(recorder.seen).containsExactly("secret"));
            assertThat(new JdbcTemplate(pool).queryForList("select state from wecom_inbox", String.class))
                    .hasSize(1);
        });
    }

    @Test
    void an_application_without_actuator_or_micrometer_does_not_notice() {
        runner.withClassLoader(new FilteredClassLoader(Endpoint.class, MeterBinder.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(InboxScheduler.class)
                        .doesNotHaveBean("weComInboxEndpoint")
                        .doesNotHaveBean("weComInboxMetrics"));
    }

    private static int deliver(CallbackProcessor processor, String plaintext) {
        WeCom.Delivery delivery = new WeCom().deliver(plaintext);
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        return processor
                .receive(new CallbackRequest("default", delivery.query(), Map.of(), body, Instant.now()))
                .status();
    }

    static class Recorder {

        final List<String> seen = new CopyOnWriteArrayList<>();
        volatile boolean failing;

        @WeComMessageHandler(type = "text")
        void see(UserMessage.Text text) {
            if (failing) {
                throw new IllegalStateException("failing");
            }
            seen.add(text.content());
        }
    }

    /** Does not return, whatever is done to it. */
    record Deaf(CountDownLatch end) {

        @WeComEventHandler
        void hang(WeComMessage event) {
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException ex) {
                    // Goes on.
                }
            }
        }
    }
}
