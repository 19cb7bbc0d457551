// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.web.CallbackPaths;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.servlet.DispatcherServlet;

class WeComCallbackAutoConfigurationTest {

    private static final AutoConfigurations AUTO_CONFIGURATIONS =
            AutoConfigurations.of(WeComCallbackAutoConfiguration.class);

    private final WebApplicationContextRunner bare =
            new WebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS);
    private final WebApplicationContextRunner runner = bare.withPropertyValues(WeCom.properties());

    @Test
    void three_lines_make_an_account() {
        runner.run(context -> {
            Account account = context.getBean(AccountRepository.class).findByName("default");

            assertThat(account).isNotNull();
            assertThat(account.receiveId()).isEqualTo(WeCom.CORP_ID);
            assertThat(context.getBean(CallbackPaths.class).patterns())
                    .containsExactly("/wecom/callback", "/wecom/callback/{account:default}");
        });
    }

    @Test
    void more_accounts_have_paths_of_their_own() {
        bare.withPropertyValues(app("sales"))
                .withPropertyValues(app("[hr.intern]"))
                .run(context -> {
                    assertThat(context.getBean(AccountRepository.class).known())
                            .extracting(Account::name)
                            .containsExactly("sales", "hr.intern");
                    assertThat(context.getBean(CallbackPaths.class).patterns())
                            .containsExactly(
                                    "/wecom/callback/{account:sales}", "/wecom/callback/{account:hr\\.intern}");
                });
    }

    @Test
    void it_backs_off_without_a_web_application() {
        new ApplicationContextRunner()
                .withConfiguration(AUTO_CONFIGURATIONS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CallbackProcessor.class));
    }

    @Test
    void it_backs_off_in_a_reactive_application() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AUTO_CONFIGURATIONS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CallbackProcessor.class));
    }

    @Test
    void it_backs_off_without_spring_mvc() {
        bare.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CallbackProcessor.class));
    }

    @Test
    void it_can_be_switched_off() {
        bare.withPropertyValues("wecom.callback.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CallbackProcessor.class));
    }

    @Test
    void every_bean_gives_way_to_one_of_the_applications() {
        assertThat(WeComCallbackAutoConfiguration.class.getDeclaredMethods())
                .filteredOn(method -> method.isAnnotationPresent(Bean.class))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(
                                AnnotatedElementUtils.hasAnnotation(method, ConditionalOnMissingBean.class))
                        .as(method.getName())
                        .isTrue());
    }

    @Test
    void a_repository_of_the_applications_takes_the_place_of_the_properties() {
        AccountRepository mine = name -> null;

        bare.withBean(AccountRepository.class, () -> mine).run(context -> {
            assertThat(context).getBean(AccountRepository.class).isSameAs(mine);
            assertThat(context.getBean(CallbackPaths.class).patterns())
                    .containsExactly("/wecom/callback", "/wecom/callback/{account}");
        });
    }

    @Test
    void a_guard_of_the_applications_takes_the_place_of_ours() {
        RedeliveryGuard mine = new MemoryRedeliveryGuard(Duration.ofSeconds(1), 1);

        runner.withBean(RedeliveryGuard.class, () -> mine)
                .run(context ->
                        assertThat(context).getBean(RedeliveryGuard.class).isSameAs(mine));
    }

    @Test
    void an_error_handler_of_the_applications_takes_the_place_of_ours() {
        CallbackErrorHandler mine = (exchange, failure) -> CallbackErrorHandler.Decision.ACKNOWLEDGE;

        runner.withBean(CallbackErrorHandler.class, () -> mine)
                .run(context ->
                        assertThat(context).getBean(CallbackErrorHandler.class).isSameAs(mine));
    }

    @Test
    void boots_own_executor_stays() {
        runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .run(context ->
                        assertThat(context.getBeansOfType(Executor.class)).containsOnlyKeys("applicationTaskExecutor"));
    }

    @Test
    void without_an_account_the_start_fails_and_says_what_to_set() {
        bare.run(context -> assertThat(StartFailure.of(context)).satisfies(analysis -> {
            assertThat(analysis.getDescription()).isEqualTo("No WeCom account is configured.");
            assertThat(analysis.getAction())
                    .contains("wecom.callback.corp-id", "wecom.callback.token", "wecom.callback.aes-key");
        }));
    }

    @ParameterizedTest
    @CsvSource({
        "corp-id,'',wecom.callback.corp-id is missing",
        "corp-id,'ww 1',wecom.callback.corp-id must not contain blanks",
        "token,'',wecom.callback.token is missing",
        "token,'with-dash!',wecom.callback.token must consist of 3 to 32 letters and digits",
        "aes-key,'',wecom.callback.aes-key is missing",
        "aes-key,tooShortSecret,wecom.callback.aes-key must have 43 characters",
        "aes-key,'!!cdefghijklmnopqrstuvwxyz0123456789ABCDEFG',wecom.callback.aes-key must consist of letters and digits",
        "path,wecom,wecom.callback.path must begin with '/'",
        "path,/wecom/,wecom.callback.path must begin with '/'",
        "path,/wecom/**,wecom.callback.path must begin with '/'",
        "timestamp-window,-1s,wecom.callback.timestamp-window must not be negative",
        "timestamp-window,301s,wecom.callback.timestamp-window must be at most half of wecom.callback.guard.remember",
        "reply-timeout,0s,wecom.callback.reply-timeout must be more than 0",
        "max-body-size,0B,wecom.callback.max-body-size must be between",
        "max-body-size,3GB,wecom.callback.max-body-size must be between",
        "guard.remember,29s,wecom.callback.guard.remember must be at least 30s",
        "guard.lease,999ms,wecom.callback.guard.lease must be at least 1s",
        "guard.max-messages,0,wecom.callback.guard.max-messages must be at least 1",
        "guard.max-bytes,1023KB,wecom.callback.guard.max-bytes must be at least 1MB",
        "handlers.threads,0,wecom.callback.handlers.threads must be at least 1",
        "console.max-callbacks,0,wecom.callback.console.max-callbacks must be at least 1",
        "handlers.capacity,0,wecom.callback.handlers.capacity must be at least 1",
        "lookup.keep,-1s,wecom.callback.lookup.keep must not be negative",
        "lookup.max-accounts,0,wecom.callback.lookup.max-accounts must be at least 1"
    })
    void a_wrong_property_stops_the_start_by_its_name_and_without_its_value(
            String property, String value, String description) {
        runner.withPropertyValues("wecom.callback." + property + "=" + value)
                .run(context -> assertThat(StartFailure.of(context)).satisfies(analysis -> {
                    assertThat(analysis.getDescription()).contains(description);
                    assertThat(analysis.getAction()).contains("wecom.callback." + property);
                    if (property.equals("token") || property.equals("aes-key")) {
                        assertThat(analysis.getDescription() + analysis.getAction() + context.getStartupFailure())
                                .satisfies(text -> assertThat(value.isEmpty() || !text.contains(value))
                                        .isTrue());
                    }
                }));
    }

    @Test
    void the_window_of_times_fits_into_what_is_remembered_by_default_and_as_far_as_it_goes() {
        runner.run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues("wecom.callback.timestamp-window=10m", "wecom.callback.guard.remember=20m")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues("wecom.callback.timestamp-window=0", "wecom.callback.guard.remember=30s")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues("wecom.callback.guard.remember=9m")
                .run(context -> assertThat(StartFailure.of(context)).satisfies(analysis -> {
                    assertThat(analysis.getDescription())
                            .contains("wecom.callback.timestamp-window must be at most half");
                    assertThat(analysis.getAction()).contains("wecom.callback.guard.remember");
                }));
    }

    @Test
    void a_wrong_property_of_an_app_is_named_with_the_app() {
        bare.withPropertyValues(app("sales"))
                .withPropertyValues("wecom.callback.apps.sales.aes-key=short")
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .startsWith("The property wecom.callback.apps.sales.aes-key must have 43 characters"));
    }

    @Test
    void a_name_that_is_no_url_segment_stops_the_start() {
        bare.withPropertyValues(app("[a/b]"))
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .contains("wecom.callback.apps.a/b", "URL segment"));
    }

    @Test
    void two_accounts_of_one_name_stop_the_start() {
        runner.withPropertyValues(app("default"))
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .contains("'default' is configured twice", "wecom.callback.apps.default"));
    }

    @Test
    void secrets_are_not_shown_by_any_bean() {
        runner.run(context -> assertThat(Arrays.stream(context.getBeanDefinitionNames())
                        .map(name -> String.valueOf(context.getBean(name))))
                .noneMatch(text -> text.contains(WeCom.TOKEN) || text.contains(WeCom.AES_KEY)));
    }

    @ParameterizedTest
    @MethodSource("documentedProperties")
    void every_property_has_a_description(String name) throws Exception {
        String metadata = new String(
                getClass()
                        .getResourceAsStream("/META-INF/spring-configuration-metadata.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);

        assertThat(metadata.replaceAll("\\s+", " "))
                .containsPattern("\"name\": \"" + name.replace(".", "\\.")
                        + "\", \"type\": \"[^\"]+\", \"description\": \"[^\"]{10,}\"");
    }

    static Stream<String> documentedProperties() {
        return Stream.of(
                        "enabled",
                        "path",
                        "kind",
                        "corp-id",
                        "token",
                        "aes-key",
                        "apps",
                        "timestamp-window",
                        "reply-timeout",
                        "late",
                        "max-body-size",
                        "guard.store",
                        "guard.lease",
                        "guard.remember",
                        "guard.max-messages",
                        "guard.max-bytes",
                        "storage.initialize-schema",
                        "storage.encryption-keys",
                        "handlers.threads",
                        "handlers.capacity",
                        "handlers.timeout",
                        "console.enabled",
                        "console.show-plaintext",
                        "console.max-callbacks",
                        "console.path",
                        "console.allowed-addresses",
                        "console.allowed-hosts",
                        "console.behind-proxy",
                        "mdc",
                        "lookup.keep",
                        "lookup.max-accounts",
                        "suite-id",
                        "provider-corp-id",
                        "app-id",
                        "further-receive-ids",
                        "mode")
                .map(name -> "wecom.callback." + name);
    }

    private static String[] app(String name) {
        return Arrays.stream(WeCom.properties())
                .map(property -> property.replace("wecom.callback.", "wecom.callback.apps." + name + "."))
                .toArray(String[]::new);
    }
}
