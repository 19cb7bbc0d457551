// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.console.ConsoleController;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.MdcObserver;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.kf.KfCursorStore;
import io.github.wecomcallback.kf.KfPuller;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.Redis;
import io.github.wecomcallback.support.WeCom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the properties say and which beans there are is the same, however a setting is written. */
class SwitchesTest {

    private static final HikariDataSource DATABASE = Databases.H2.empty();

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackApiAutoConfiguration.class,
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackBotAutoConfiguration.class,
                    WeComCallbackConsoleAutoConfiguration.class,
                    WeComCallbackGuardAutoConfiguration.class,
                    WeComCallbackInboxAutoConfiguration.class,
                    WeComCallbackKfAutoConfiguration.class,
                    WeComCallbackStorageAutoConfiguration.class,
                    DataRedisAutoConfiguration.class))
            .withBean(DataSource.class, () -> DATABASE, definition -> definition.setDestroyMethodName(""))
            .withPropertyValues(WeCom.properties())
            .withPropertyValues(
                    "spring.data.redis.host=127.0.0.1",
                    "spring.data.redis.port=" + Redis.shared().port());

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    static Stream<Arguments> spellings() {
        return Arrays.stream(Switch.values())
                .flatMap(setting -> Stream.of(
                                "true", "yes", "on", "1", "TRUE", "Yes", " true ", "on ", "false", "no", "off", "0",
                                "FALSE", " off")
                        .map(text -> Arguments.of(setting, text)));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void a_switch_means_the_same_to_beans_and_properties(Switch setting, String text) {
        assertAgreement(setting, isYes(text), with(spelling(setting.property, text)));
    }

    static Stream<Arguments> variables() {
        return Arrays.stream(Switch.values())
                .flatMap(setting -> Stream.of("TRUE", "yes", "1 ", "Off").map(text -> Arguments.of(setting, text)));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void and_so_does_a_variable_of_the_environment(Switch setting, String text) {
        String name = "WECOM_CALLBACK_"
                + setting.property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
        assertAgreement(
                setting,
                isYes(text),
                with(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, text))));
    }

    /** A yml holds values that are no texts. A number is no flag to Spring Boot. */
    @ParameterizedTest
    @EnumSource(Switch.class)
    void and_so_does_a_value_that_is_no_text(Switch setting) {
        for (boolean value : new boolean[] {true, false}) {
            assertAgreement(setting, value, with(spelling(setting.property, value)));
        }
        refused(setting.property, 1, "true or false");
    }

    @Test
    void and_a_name_in_other_letters() {
        assertAgreement(
                Switch.INBOX,
                true,
                with(new MapPropertySource("spelling", Map.of("wecom.callback.inBox.Enabled", "yes"))));
    }

    private void assertAgreement(Switch setting, boolean on, WebApplicationContextRunner runner) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(setting.isOn(bound(context.getEnvironment()))).isEqualTo(on);
            assertThat(context.getBeanNamesForType(setting.bean).length > 0).isEqualTo(on);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "guard.store, REDIS, Redis, true",
        "guard.store, 'redis ', Redis, true",
        "guard.store, re-dis, Redis, true",
        "guard.store, ' jdbc', Jdbc, true",
        "guard.store, 'Memory ', Memory, true",
        "kf.store, 'redis ', Redis, false",
        "kf.store, ' JDBC ', Jdbc, false",
        "kf.store, 'MEMORY ', Memory, false"
    })
    void a_store_means_the_same_to_beans_and_properties(String property, String text, String store, boolean guard) {
        with(new MapPropertySource(
                        "spelling", Map.of("wecom.callback." + property, text, "wecom.callback.secret", "any")))
                .run(context -> {
                    WeComCallbackProperties properties = context.getBean(WeComCallbackProperties.class);
                    Enum<?> bound = guard
                            ? properties.getGuard().getStore()
                            : properties.getKf().getStore();
                    assertThat(bound).hasToString(store.toUpperCase(Locale.ROOT));
                    assertThat(context.getBean(RedeliveryGuard.class) instanceof MemoryRedeliveryGuard)
                            .isEqualTo(!guard || store.equals("Memory"));
                    assertThat(context.getBean(KfCursorStore.class))
                            .extracting(cursors -> cursors.getClass().getSimpleName())
                            .isEqualTo(store + "KfCursorStore");
                });
    }

    @ParameterizedTest
    @EnumSource(Switch.class)
    void a_switch_that_is_neither_on_nor_off_stops_the_start(Switch setting) {
        for (String text : List.of("maybe", "2", "", "  ")) {
            refused(setting.property, text, "true or false");
        }
    }

    @ParameterizedTest
    @CsvSource({"guard.store", "kf.store"})
    void a_store_that_there_is_not_stops_the_start(String property) {
        for (String text : List.of("redsi", "", " ", "jdbc,redis")) {
            refused(property, text, "memory, jdbc or redis");
        }
    }

    @ParameterizedTest
    @CsvSource({"enabled", "inbox.enabled", "console.enabled", "kf.enabled", "mdc", "guard.store", "kf.store"})
    void a_placeholder_that_nothing_resolves_is_neither_and_is_named(String property) {
        with(spelling(property, "${NOBODY_SETS_THIS}")).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .startsWith("The property wecom.callback." + property + " has a placeholder that nothing resolves")
                    .contains("NOBODY_SETS_THIS");
            assertThat(analysis.getAction()).contains("Set NOBODY_SETS_THIS");
        });
    }

    private void refused(String property, Object text, String accepted) {
        with(spelling(property, text)).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .as("%s", text)
                    .contains("wecom.callback." + property)
                    .contains(accepted);
            assertThat(analysis.getAction()).as("%s", text).contains("wecom.callback." + property);
        });
    }

    @Test
    void what_is_switched_off_may_be_as_wrong_as_it_likes() {
        with(new MapPropertySource(
                        "spelling", Map.of("wecom.callback.enabled", "no", "wecom.callback.guard.store", "redsi")))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CallbackProcessor.class));
    }

    private static WebApplicationContextRunner with(WebApplicationContextRunner runner, PropertySource<?> source) {
        return runner.withInitializer(
                context -> context.getEnvironment().getPropertySources().addFirst(source));
    }

    private WebApplicationContextRunner with(PropertySource<?> source) {
        return with(runner, source);
    }

    private static PropertySource<?> spelling(String property, Object value) {
        return new MapPropertySource("spelling", Map.of("wecom.callback." + property, value));
    }

    private static WeComCallbackProperties bound(Environment environment) {
        return Binder.get(environment).bindOrCreate("wecom.callback", WeComCallbackProperties.class);
    }

    private static boolean isYes(String text) {
        return List.of("true", "yes", "on", "1").contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** What can be switched, and a bean that is there when it is on. */
    enum Switch {
        ENABLED("enabled", CallbackProcessor.class, WeComCallbackProperties::isEnabled),
        INBOX(
                "inbox.enabled",
                CallbackInbox.class,
                properties -> properties.getInbox().isEnabled()),
        CONSOLE(
                "console.enabled",
                ConsoleController.class,
                properties -> properties.getConsole().isEnabled()),
        KF("kf.enabled", KfPuller.class, properties -> properties.getKf().getEnabled()),
        MDC("mdc", MdcObserver.class, WeComCallbackProperties::isMdc);

        private final String property;
        private final Class<?> bean;
        private final Predicate<WeComCallbackProperties> on;

        Switch(String property, Class<?> bean, Predicate<WeComCallbackProperties> on) {
            this.property = property;
            this.bean = bean;
            this.on = on;
        }

        boolean isOn(WeComCallbackProperties properties) {
            return on.test(properties);
        }
    }
}
