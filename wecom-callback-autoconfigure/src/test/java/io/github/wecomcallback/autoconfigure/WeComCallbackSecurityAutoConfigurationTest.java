// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.github.wecomcallback.support.WeCom;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;

class WeComCallbackSecurityAutoConfigurationTest {

    private final WeCom weCom = new WeCom();

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    SecurityAutoConfiguration.class,
                    UserDetailsServiceAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class,
                    SecurityFilterAutoConfiguration.class,
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackSecurityAutoConfiguration.class))
            .withPropertyValues(WeCom.properties())
            .withBean(Neighbours.class);

    @Test
    void callbacks_pass_without_login_and_csrf_token() {
        runner.run(context -> {
            WeCom.Delivery text = weCom.deliver(WeCom.text("hi", 1));

            assertThat(post(context, "/wecom/callback?" + text.queryString(), text.body()))
                    .hasStatus(200);
            assertThat(post(context, "/wecom/callback/default?" + text.queryString(), text.body()))
                    .hasStatus(200);
            assertThat(mvc(context)
                            .get()
                            .uri(URI.create("/wecom/callback?" + WeCom.queryString(weCom.verification("42"))))
                            .exchange())
                    .hasStatus(200)
                    .hasBodyTextEqualTo("42");
        });
    }

    @Test
    void everything_else_stays_guarded_as_before() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(SecurityFilterChain.class);
            assertThat(mvc(context).get().uri("/secret").exchange()).hasStatus(401);
            assertThat(post(context, "/secret", "x")).hasStatus(403);
            assertThat(mvc(context).get().uri("/wecom/callback/report").exchange())
                    .hasStatus(401);
            assertThat(mvc(context).get().uri("/wecom").exchange()).hasStatus(401);
            assertThat(mvc(context).get().uri("/wecom/callback/").exchange()).hasStatus(401);
            assertThat(mvc(context).get().uri("/wecom/callback/default/more").exchange())
                    .hasStatus(401);
        });
    }

    @Test
    void it_backs_off_without_spring_security() {
        runner.withClassLoader(new FilteredClassLoader(WebSecurityCustomizer.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("weComCallbackSecurityCustomizer"));
    }

    @Test
    void it_backs_off_with_the_starter_switched_off() {
        runner.withPropertyValues("wecom.callback.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(WebSecurityCustomizer.class));
    }

    private static MvcTestResult post(ApplicationContext context, String uri, String body) {
        return mvc(context)
                .post()
                .uri(URI.create(uri))
                .contentType(MediaType.TEXT_XML)
                .content(body)
                .exchange();
    }

    private static MockMvcTester mvc(ApplicationContext context) {
        return MockMvcTester.from(
                (WebApplicationContext) context,
                builder -> builder.apply(springSecurity()).build());
    }

    @RestController
    static class Neighbours {

        @GetMapping({"/secret", "/wecom/callback/report"})
        String read() {
            return "secret";
        }

        @PostMapping("/secret")
        String write() {
            return "secret";
        }
    }
}
