// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** What a setting asks for and nobody makes is not left out in silence. */
class RequestedBeansTest {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackBotAutoConfiguration.class,
                    DataRedisAutoConfiguration.class,
                    WeComCallbackSettingsAutoConfiguration.class))
            .withPropertyValues(WeCom.properties());

    /** Else it would be missed by the first callback. */
    @ParameterizedTest
    @ValueSource(strings = {"inbox.enabled=true", "guard.store=jdbc", "console.enabled=true", "kf.enabled=true"})
    void it_is_missed_at_the_start_where_beans_are_made_when_they_are_needed(String setting) {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("wecom.callback." + setting)
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .startsWith("wecom.callback." + setting + " needs a "));
    }

    @ParameterizedTest
    @CsvSource({
        "inbox.enabled=true, CallbackInbox, WeComCallbackInboxAutoConfiguration",
        "guard.store=jdbc, RedeliveryGuard, WeComCallbackGuardAutoConfiguration",
        "guard.store=redis, RedeliveryGuard, WeComCallbackGuardAutoConfiguration",
        "console.enabled=true, ConsoleController, WeComCallbackConsoleAutoConfiguration",
        "kf.enabled=true, KfPuller, WeComCallbackKfAutoConfiguration"
    })
    void what_is_asked_for_and_not_made_stops_the_start(String setting, String type, String maker) {
        runner.withPropertyValues("wecom.callback." + setting).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .startsWith("wecom.callback." + setting + " needs a " + type + ", but there is none: " + maker);
            assertThat(analysis.getAction())
                    .contains(maker, "spring.autoconfigure.exclude", "take wecom.callback." + setting + " back");
        });
    }

    @Test
    void streams_that_are_to_be_shared_stop_the_start_where_they_cannot_be() {
        runner.withBean(RedeliveryGuard.class, () -> new MemoryRedeliveryGuard(Duration.ofMinutes(1), 1))
                .withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
                .withPropertyValues("wecom.callback.guard.store=redis")
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .startsWith("wecom.callback.guard.store=redis needs a StreamStore"));
    }

    @Test
    void an_auto_configuration_that_is_excluded_is_missed() {
        new WebApplicationContextRunner()
                .withUserConfiguration(WithoutInbox.class)
                .withPropertyValues(WeCom.properties())
                .withPropertyValues("wecom.callback.inbox.enabled=yes", "spring.datasource.generate-unique-name=true")
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .startsWith("wecom.callback.inbox.enabled=true needs a CallbackInbox"));
    }

    @Test
    void an_inbox_of_the_applications_will_do() {
        runner.withBean(CallbackInbox.class, () -> (key, context, handlers) -> {})
                .withPropertyValues("wecom.callback.inbox.enabled=true")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void who_leaves_customer_service_out_by_its_auto_configuration_alone_may_have_a_secret() {
        runner.withPropertyValues("wecom.callback.secret=any")
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** As libraries do that ask a server for them when the beans are known already. */
    @ParameterizedTest
    @CsvSource({
        "inbox.enabled=true, inbox.enabled was false, is true now",
        "guard.store=redis, guard.store was memory, is redis now",
        "secret=any, kf.enabled was false, is true now"
    })
    void properties_that_come_when_it_is_decided_what_there_is_stop_the_start(String late, String was, String is) {
        runner.withUserConfiguration(LateProperties.class)
                .withPropertyValues("late=" + late)
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription())
                            .startsWith("wecom.callback." + was)
                            .contains(is, "too late");
                    assertThat(analysis.getAction()).contains("application.yml");
                });
    }

    @EnableAutoConfiguration(exclude = WeComCallbackInboxAutoConfiguration.class)
    static class WithoutInbox {}

    static class LateProperties {

        @Bean
        static BeanFactoryPostProcessor properties(ConfigurableEnvironment environment) {
            String[] setting = environment.getRequiredProperty("late").split("=");
            return beans -> environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("late", Map.of("wecom.callback." + setting[0], setting[1])));
        }
    }
}
