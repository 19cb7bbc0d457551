// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.DispatcherServlet;

/** What does no harm, but is hardly meant so, is said once at start. */
class SaidAtStartTest {

    private static final AutoConfigurations ALL = AutoConfigurations.of(
            WeComCallbackAutoConfiguration.class,
            WeComCallbackApiAutoConfiguration.class,
            WeComCallbackStorageAutoConfiguration.class,
            WeComCallbackKfAutoConfiguration.class,
            WeComCallbackSettingsAutoConfiguration.class,
            WeComCallbackUnservedAutoConfiguration.class);

    @RegisterExtension
    final LogCapture log = LogCapture.at(Level.INFO);

    private final WebApplicationContextRunner bare = new WebApplicationContextRunner().withConfiguration(ALL);
    private final WebApplicationContextRunner runner = bare.withPropertyValues(WeCom.properties());

    @Test
    void nothing_is_said_where_all_is_used() {
        runner.withPropertyValues("wecom.callback.secret=the-s3cret").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(warnings()).isEmpty();
            assertThat(log.messages(Level.INFO)).noneMatch(message -> message.contains("secret"));
        });
    }

    @Test
    void a_secret_of_an_account_that_is_not_set_up_is_said() {
        bare.withPropertyValues(sales())
                .withPropertyValues("wecom.callback.secret=the-s3cret")
                .run(context -> assertThat(warnings())
                        .singleElement()
                        .satisfies(warning -> assertThat(warning)
                                .startsWith("wecom.callback.secret is used by no account")
                                .contains("wecom.callback.apps.<name>.secret")
                                .doesNotContain("the-s3cret")));
    }

    @Test
    void secrets_and_accounts_beside_a_repository_of_the_applications_are_said() {
        runner.withPropertyValues(sales())
                .withPropertyValues("wecom.callback.secret=the-s3cret")
                .withBean("tenants", AccountRepository.class, () -> name -> null)
                .run(context -> assertThat(warnings())
                        .singleElement()
                        .satisfies(warning -> assertThat(warning)
                                .contains("wecom.callback.secret", "wecom.callback.apps.sales", "is used by no account")
                                .contains("'tenants'")
                                .doesNotContain("the-s3cret")));
    }

    @Test
    void a_repository_of_the_applications_alone_is_nothing_to_speak_of() {
        bare.withBean(AccountRepository.class, () -> name -> null).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(warnings()).isEmpty();
        });
    }

    @Test
    void a_secret_that_nothing_has_asked_for_is_said() {
        WebApplicationContextRunner switchedOff = bare.withPropertyValues(sales())
                .withPropertyValues("wecom.callback.apps.sales.secret=the-s3cret", "wecom.callback.kf.enabled=false");

        switchedOff.run(context -> assertThat(log.messages(Level.INFO))
                .filteredOn(message -> message.contains("secret"))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .startsWith("wecom.callback.apps.sales.secret is used by nothing so far")
                        .contains("wecom.callback.kf.enabled=false")
                        .doesNotContain("the-s3cret")));
    }

    @Test
    void a_secret_that_a_bean_of_the_applications_calls_the_platform_with_is_used() {
        runner.withPropertyValues("wecom.callback.secret=the-s3cret", "wecom.callback.kf.enabled=false")
                .withBean(Caller.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(Caller.class);
                    assertThat(log.messages(Level.INFO)).noneMatch(message -> message.contains("secret"));
                });
    }

    @Test
    void a_webflux_application_is_told_that_it_receives_nothing() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(ALL)
                .withPropertyValues(WeCom.properties())
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(CallbackProcessor.class);
                    assertThat(warnings())
                            .containsExactly("wecom.callback is set, but no WeCom callback is received here: this is a"
                                    + " WebFlux application. It takes Spring MVC to receive them: let another application"
                                    + " do so, or set wecom.callback.enabled=false");
                });
    }

    @Test
    void an_application_without_web_is_told_that_it_receives_nothing() {
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .withPropertyValues(sales())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(warnings())
                            .singleElement()
                            .satisfies(warning -> assertThat(warning)
                                    .contains("no WeCom callback is received here", "no web application")
                                    .contains("wecom.callback.enabled=false"));
                });
    }

    @Test
    void a_web_application_without_spring_mvc_is_told_that_it_receives_nothing() {
        runner.withClassLoader(new FilteredClassLoader(DispatcherServlet.class)).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(warnings())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning)
                            .contains("no WeCom callback is received here", "spring-boot-starter-webmvc"));
        });
    }

    @Test
    void where_nothing_is_set_or_it_is_switched_off_nothing_is_said() {
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .run(context -> assertThat(context).hasNotFailed());
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .withPropertyValues(sales())
                .withPropertyValues("wecom.callback.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(warnings()).isEmpty();
    }

    @Test
    void an_application_for_webflux_that_became_one_for_servlets_is_told_so() {
        runner.withBean("tenantFilter", WebFilter.class, () -> (exchange, chain) -> chain.filter(exchange))
                .run(context -> assertThat(warnings())
                        .singleElement()
                        .satisfies(warning -> assertThat(warning)
                                .contains("Beans for WebFlux do nothing here: tenantFilter")
                                .contains("spring.main.web-application-type=reactive")));
    }

    private List<String> warnings() {
        return log.messages(Level.WARN);
    }

    private static String[] sales() {
        return Arrays.stream(WeCom.properties())
                .map(property -> property.replace("wecom.callback.", "wecom.callback.apps.sales."))
                .toArray(String[]::new);
    }

    static final class Caller {

        Caller(WeComApi api) {
            assertThat(api).isNotNull();
        }
    }
}
