// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.actuate.CallbackMetrics;
import io.github.wecomcallback.actuate.HandlerTimeoutMetrics;
import io.github.wecomcallback.actuate.WeComCallbackHealthIndicator;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** What operators see. */
class OperationsAutoConfigurationTest {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackHealthAutoConfiguration.class,
                    WeComCallbackMetricsAutoConfiguration.class))
            .withPropertyValues(WeCom.properties());

    @Test
    void health_shows_accounts_and_counts_and_no_secrets() {
        runner.run(context -> {
            CallbackProcessor processor = context.getBean(CallbackProcessor.class);
            processor.receive(good(WeCom.text("hi", 1)));
            processor.receive(garbage());

            Health health = context.getBean(WeComCallbackHealthIndicator.class).health();

            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("accounts", List.of(Map.of("name", "default", "kind", "APP")))
                    .containsEntry("handlers", 1)
                    .containsEntry("handled", 1L)
                    .containsEntry("failed", 0L)
                    .containsEntry("refused", 1L)
                    .containsEntry("unmatched", 1L)
                    .containsKey("lastCallback");
            assertThat(health.toString()).doesNotContain(WeCom.TOKEN, WeCom.AES_KEY);
        });
    }

    @Test
    void a_stranger_who_sends_garbage_does_not_bring_health_down() {
        runner.run(context -> {
            for (int i = 0; i < 100; i++) {
                context.getBean(CallbackProcessor.class).receive(garbage());
            }

            assertThat(context.getBean(WeComCallbackHealthIndicator.class)
                            .health()
                            .getStatus())
                    .isEqualTo(Status.UP);
        });
    }

    @Test
    void health_tells_of_handlers_that_hang_and_is_down_when_they_hold_all_threads() throws Exception {
        Deaf deaf = new Deaf();
        runner.withBean(Deaf.class, () -> deaf)
                .withPropertyValues("wecom.callback.handlers.threads=1", "wecom.callback.handlers.timeout=50ms")
                .withPropertyValues("wecom.callback.reply-timeout=10ms")
                .run(context -> {
                    WeComCallbackHealthIndicator health = context.getBean(WeComCallbackHealthIndicator.class);
                    SimpleMeterRegistry registry = new SimpleMeterRegistry();
                    context.getBean(HandlerTimeoutMetrics.class).bindTo(registry);
                    CallbackProcessor processor = context.getBean(CallbackProcessor.class);
                    assertThat(health.health().getDetails()).containsEntry("hanging", 0);

                    processor.receive(good(WeCom.text("hi", 1)));
                    await().untilAsserted(() ->
                            assertThat(health.health().getDetails()).containsEntry("hanging", 1));
                    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                    Thread request = new Thread(() -> processor.receive(good(WeCom.text("hi", 2)), late -> {}));
                    request.start();

                    await().untilAsserted(() ->
                            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN));
                    assertThat(registry.get("wecom.callback.handler.hanging")
                                    .tag("delivery", "inline")
                                    .gauge()
                                    .value())
                            .isEqualTo(2);
                    assertThat(registry.get("wecom.callback.handler.timeouts")
                                    .tag("delivery", "inline")
                                    .tagKeys("handler")
                                    .counter()
                                    .count())
                            .isEqualTo(2);

                    deaf.end.countDown();
                    request.join();
                    await().untilAsserted(() ->
                            assertThat(health.health().getStatus()).isEqualTo(Status.UP));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "-1s"})
    void a_timeout_that_is_none_stops_the_start(String timeout) {
        runner.withPropertyValues("wecom.callback.handlers.timeout=" + timeout)
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .contains("wecom.callback.handlers.timeout must be more than 0"));
    }

    @Test
    void health_can_be_switched_off_and_backs_off_without_its_class() {
        runner.withPropertyValues("management.health.we-com-callback.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(WeComCallbackHealthIndicator.class));
        runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("weComCallbackHealthIndicator"));
    }

    @Test
    void metrics_count_outcomes_and_reasons() {
        runner.run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(CallbackMetrics.class).bindTo(registry);

            context.getBean(CallbackProcessor.class).receive(good(WeCom.text("hi", 1)));
            context.getBean(CallbackProcessor.class).receive(garbage());

            assertThat(registry.get("wecom.callback.deliveries")
                            .tag("outcome", "completed")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("wecom.callback.refused")
                            .tag("reason", "malformed")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("wecom.callback.guard.size").gauge().value())
                    .isEqualTo(1);
        });
    }

    @Test
    void metrics_back_off_without_micrometer() {
        runner.withClassLoader(new FilteredClassLoader(MeterBinder.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("weComCallbackMetrics"));
    }

    private static CallbackRequest good(String plaintext) {
        WeCom.Delivery delivery = new WeCom().deliver(plaintext);
        return request(delivery.query(), delivery.body());
    }

    private static CallbackRequest garbage() {
        return request(Map.of(), "garbage");
    }

    private static CallbackRequest request(Map<String, String> query, String body) {
        return new CallbackRequest("default", query, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.now());
    }

    /** Does not return, whatever is done to it. */
    static final class Deaf {

        private final CountDownLatch end = new CountDownLatch(1);

        @WeComMessageHandler
        String hang(UserMessage.Text text) {
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException ex) {
                    // Goes on.
                }
            }
            return "at last";
        }
    }
}
