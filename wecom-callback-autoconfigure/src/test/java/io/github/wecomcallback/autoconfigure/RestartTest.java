// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.Redis;
import io.github.wecomcallback.support.WeCom;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A context that is stopped and started again: by hand, paused by Spring's tests, or written to disk in between. */
class RestartTest {

    private final WeCom weCom = new WeCom();

    static Stream<Named<Consumer<ConfigurableApplicationContext>>> ways() {
        return Stream.of(
                Named.of("stop and start", context -> {
                    context.stop();
                    context.start();
                }),
                Named.of("pause and restart", context -> {
                    context.pause();
                    context.restart();
                }),
                Named.of("restart", ConfigurableApplicationContext::restart));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void with_a_database_everything_works_on(Consumer<ConfigurableApplicationContext> way) {
        try (HikariDataSource database = Databases.H2.empty()) {
            new WebApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            WeComCallbackStorageAutoConfiguration.class,
                            WeComCallbackGuardAutoConfiguration.class,
                            WeComCallbackInboxAutoConfiguration.class,
                            WeComCallbackBotAutoConfiguration.class,
                            WeComCallbackApiAutoConfiguration.class,
                            WeComCallbackKfAutoConfiguration.class,
                            WeComCallbackAutoConfiguration.class))
                    .withPropertyValues(WeCom.properties())
                    .withPropertyValues(
                            "wecom.callback.inbox.enabled=true",
                            "wecom.callback.guard.store=jdbc",
                            "wecom.callback.secret=the-s3cret")
                    .withBean(DataSource.class, () -> database)
                    .withBean(Handlers.class)
                    .run(context -> works((ConfigurableApplicationContext) context.getSourceApplicationContext(), way));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void with_redis_everything_works_on(Consumer<ConfigurableApplicationContext> way) {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataRedisAutoConfiguration.class,
                        WeComCallbackStorageAutoConfiguration.class,
                        WeComCallbackGuardAutoConfiguration.class,
                        WeComCallbackBotAutoConfiguration.class,
                        WeComCallbackAutoConfiguration.class))
                .withPropertyValues(WeCom.properties())
                .withPropertyValues(
                        "wecom.callback.guard.store=redis",
                        // The first connection takes its time.
                        "wecom.callback.reply-timeout=60s",
                        "spring.data.redis.host=127.0.0.1",
                        "spring.data.redis.port=" + Redis.shared().port())
                .withBean(Handlers.class)
                .run(context -> works((ConfigurableApplicationContext) context.getSourceApplicationContext(), way));
    }

    private void works(ConfigurableApplicationContext context, Consumer<ConfigurableApplicationContext> way) {
        Handlers handlers = context.getBean(Handlers.class);
        for (int i = 1; i <= 3; i++) {
            String text = "n" + System.nanoTime();
            CallbackResponse response = post(context, text);

            assertThat(weCom.open(new String(response.body(), StandardCharsets.UTF_8)))
                    .contains("re: " + text);
            await().untilAsserted(() -> assertThat(handlers.seen).endsWith(text));
            way.accept(context);
        }
        assertThat(handlers.seen).hasSize(3);
    }

    private CallbackResponse post(ConfigurableApplicationContext context, String text) {
        WeCom.Delivery delivery = weCom.deliver(WeCom.text(text, System.nanoTime()));
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        return context.getBean(CallbackProcessor.class)
                .receive(new CallbackRequest("default", delivery.query(), Map.of(), body, Instant.now()));
    }

    @Test
    void over_http_what_comes_afterwards_is_answered_and_handled() throws Exception {
        try (ConfigurableApplicationContext app = new SpringApplicationBuilder(App.class)
                .properties("server.port=0", "spring.main.banner-mode=off", "wecom.callback.inbox.enabled=true")
                .properties(WeCom.properties())
                .run()) {
            Handlers handlers = app.getBean(Handlers.class);
            for (int i = 1; i <= 2; i++) {
                assertThat(post(app, i).statusCode()).isEqualTo(200);
                int handled = i;
                await().untilAsserted(() -> assertThat(handlers.seen).hasSize(handled));

                app.stop();
                app.start();
            }
        }
    }

    private HttpResponse<String> post(ConfigurableApplicationContext app, int id) throws Exception {
        int port = ((WebServerApplicationContext) app).getWebServer().getPort();
        WeCom.Delivery delivery = weCom.deliver(WeCom.text("hi", id));
        URI uri = URI.create("http://localhost:" + port + "/wecom/callback?" + delivery.queryString());
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @EnableAutoConfiguration
    static class App {

        @Bean(destroyMethod = "close")
        HikariDataSource dataSource() {
            return Databases.H2.empty();
        }

        @Bean
        Handlers handlers() {
            return new Handlers();
        }
    }

    /** One that replies, and one that runs from the inbox where there is one. */
    static class Handlers {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @WeComMessageHandler
        String reply(UserMessage.Text text) {
            return "re: " + text.content();
        }

        @WeComMessageHandler
        void see(UserMessage.Text text) {
            seen.add(text.content());
        }
    }
}
