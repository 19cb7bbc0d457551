// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.WeCom;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** An application with an inbox, and nothing else set but what the README says. */
class InboxOverTomcatTest {

    private final WeCom weCom = new WeCom();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void a_callback_is_answered_before_its_handler_is_done() throws Exception {
        try (ConfigurableApplicationContext app = start()) {
            CountDownLatch mayEnd = app.getBean(App.class).mayEnd;

            HttpResponse<String> answer = deliver(app, WeCom.text("slow", 1));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(app.getBean(App.class).done.getCount()).isOne();
            mayEnd.countDown();
            app.getBean(App.class).done.await();
        }
    }

    @Test
    void who_may_look_at_the_endpoint_may_not_write_to_it_unless_it_was_opened() throws Exception {
        try (ConfigurableApplicationContext app = start()) {
            deliver(app, WeCom.text("bad", 2));
            long id = firstDeadLetter(app);

            assertThat(actuator(app, "POST", "/" + id).statusCode()).isEqualTo(405);
            assertThat(actuator(app, "DELETE", "/" + id).statusCode()).isEqualTo(405);
            assertThat(actuator(app, "GET", "/" + id).body()).contains("IllegalStateException: bad");
        }
        try (ConfigurableApplicationContext app = start("--management.endpoint.wecominbox.access=unrestricted")) {
            deliver(app, WeCom.text("bad", 3));
            long id = firstDeadLetter(app);

            assertThat(actuator(app, "POST", "/" + id).body()).contains("replayed");
            await().until(() -> actuator(app, "DELETE", "/" + id).body().contains("discarded"));
            assertThat(actuator(app, "GET", "/" + id).statusCode()).isEqualTo(404);
            assertThat(actuator(app, "DELETE", "/" + id).body()).contains("no such dead letter");
        }
    }

    private long firstDeadLetter(ConfigurableApplicationContext app) {
        await().until(() -> actuator(app, "GET", "").body().contains("\"id\":"));
        return Long.parseLong(actuatorBody(app).replaceAll("(?s).*?\"id\":(\\d+).*", "$1"));
    }

    private String actuatorBody(ConfigurableApplicationContext app) {
        try {
            return actuator(app, "GET", "").body();
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(App.class)
                .properties(
                        "server.port=0",
                        "spring.datasource.generate-unique-name=true",
                        "wecom.callback.inbox.enabled=true",
                        "wecom.callback.inbox.retry.attempts=1",
                        "management.endpoints.web.exposure.include=*")
                .properties(Arrays.asList(WeCom.properties()).toArray(String[]::new))
                .run(arguments);
    }

    private HttpResponse<String> deliver(ConfigurableApplicationContext app, String plaintext) throws Exception {
        WeCom.Delivery delivery = weCom.deliver(plaintext);
        return send(HttpRequest.newBuilder(uri(app, "/wecom/callback?" + delivery.queryString()))
                .POST(BodyPublishers.ofString(delivery.body())));
    }

    private HttpResponse<String> actuator(ConfigurableApplicationContext app, String method, String path)
            throws Exception {
        return send(HttpRequest.newBuilder(uri(app, "/actuator/wecominbox" + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(ConfigurableApplicationContext app, String path) {
        int port = ((WebServerApplicationContext) app).getWebServer().getPort();
        return URI.create("http://localhost:" + port + path);
    }

    @EnableAutoConfiguration
    static class App {

        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.csrf(csrf -> csrf.disable()).build();
        }

        @WeComMessageHandler(type = "text")
        void handle(UserMessage.Text text) throws InterruptedException {
            if (text.content().equals("bad")) {
                throw new IllegalStateException("bad");
            }
            mayEnd.await();
            done.countDown();
        }
    }
}
