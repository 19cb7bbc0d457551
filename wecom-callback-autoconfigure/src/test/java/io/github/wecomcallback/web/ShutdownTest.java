// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.HandlerExecutor;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.WeCom;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What becomes of callbacks while the application shuts down. */
class ShutdownTest {

    private static final CountDownLatch STARTED = new CountDownLatch(1);
    private static final CountDownLatch MAY_END = new CountDownLatch(1);

    private final WeCom weCom = new WeCom();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void new_callbacks_are_refused_with_503_and_the_one_on_its_way_is_answered() throws Exception {
        ConfigurableApplicationContext app = new SpringApplicationBuilder(App.class)
                .properties("server.port=0")
                .properties(Arrays.asList(WeCom.properties()).toArray(String[]::new))
                .run();
        int port = ((WebServerApplicationContext) app).getWebServer().getPort();
        HandlerExecutor executor = app.getBean(HandlerExecutor.class);

        CompletableFuture<HttpResponse<String>> onItsWay = post(port, weCom.deliver(WeCom.text("slow", 1)));
        STARTED.await();
        // A thread of its own: the common pool may have but one, which the client needs for its answers.
        CompletableFuture<Void> closed = CompletableFuture.runAsync(app::close, closing -> new Thread(closing).start());
        await().until(() -> !executor.isRunning());

        HttpResponse<String> refused =
                post(port, weCom.deliver(WeCom.text("new", 2))).get();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEmpty();
        assertThat(closed).isNotDone();

        MAY_END.countDown();
        assertThat(onItsWay.get().statusCode()).isEqualTo(200);
        assertThat(weCom.open(onItsWay.get().body())).contains("done: slow");
        closed.get();
    }

    private CompletableFuture<HttpResponse<String>> post(int port, WeCom.Delivery delivery) {
        URI uri = URI.create("http://localhost:" + port + "/wecom/callback?" + delivery.queryString());
        return client.sendAsync(
                HttpRequest.newBuilder(uri)
                        .POST(BodyPublishers.ofString(delivery.body()))
                        .build(),
                BodyHandlers.ofString());
    }

    @EnableAutoConfiguration
    static class App {

        @WeComMessageHandler
        String slow(UserMessage.Text text) throws InterruptedException {
            STARTED.countDown();
            MAY_END.await();
            return "done: " + text.content();
        }
    }
}
