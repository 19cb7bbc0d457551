// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.actuate.CallbackMetrics;
import io.github.wecomcallback.actuate.WeComCallbackHealthIndicator;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
}
