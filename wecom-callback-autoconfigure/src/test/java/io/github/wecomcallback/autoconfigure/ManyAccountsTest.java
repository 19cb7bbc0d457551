// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.support.WeCom;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** Accounts that live in a database: thousands of them, each at its own path. */
class ManyAccountsTest {

    private final WeCom weCom = new WeCom();
    private final AtomicBoolean databaseIsAway = new AtomicBoolean();

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    WeComCallbackAutoConfiguration.class))
            .withPropertyValues("wecom.callback.lookup.keep=0s")
            .withBean(AccountRepository.class, () -> this::findByName)
            .withBean(Greeter.class);

    @Test
    void each_is_served_at_the_path_of_its_name() {
        runner.run(context -> {
            for (int i = 0; i < 2_000; i += 100) {
                MvcTestResult result = post(context, "corp" + i);

                assertThat(result).hasStatus(200);
                assertThat(weCom.open(result.getResponse().getContentAsString(StandardCharsets.UTF_8)))
                        .contains("hi from corp" + i);
            }
        });
    }

    @Test
    void a_name_that_nobody_has_is_not_found() {
        runner.run(
                context -> assertThat(post(context, "stranger")).hasStatus(404).hasBodyTextEqualTo(""));
    }

    @Test
    void while_the_database_is_away_callbacks_are_delivered_again() {
        runner.run(context -> {
            databaseIsAway.set(true);
            assertThat(post(context, "corp1")).hasStatus(503).hasBodyTextEqualTo("");

            databaseIsAway.set(false);
            assertThat(post(context, "corp1")).hasStatus(200);
        });
    }

    private Account findByName(String name) {
        if (databaseIsAway.get()) {
            throw new IllegalStateException("no connection");
        }
        return name.startsWith("corp")
                ? Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY)
                        .name(name)
                        .build()
                : null;
    }

    private MvcTestResult post(ApplicationContext context, String account) {
        WeCom.Delivery delivery = weCom.deliver(WeCom.text("hi", 1));
        return MockMvcTester.from((WebApplicationContext) context)
                .post()
                .uri(URI.create("/wecom/callback/" + account + "?" + delivery.queryString()))
                .content(delivery.body())
                .exchange();
    }

    static class Greeter {

        @WeComMessageHandler(type = "text")
        String greet(CallbackContext context) {
            return "hi from " + context.account().name();
        }
    }
}
