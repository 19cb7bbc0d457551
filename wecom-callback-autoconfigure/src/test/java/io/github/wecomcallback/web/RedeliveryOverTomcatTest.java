// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.WeCom;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the platform does when it is not answered in time, over a real server. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "wecom.callback.corp-id=" + WeCom.CORP_ID,
            "wecom.callback.token=" + WeCom.TOKEN,
            "wecom.callback.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.reply-timeout=200ms"
        })
class RedeliveryOverTomcatTest {

    private final WeCom weCom = new WeCom();
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Slow slow;

    @Test
    void a_late_run_is_answered_503_until_a_redelivery_carries_its_reply() throws Exception {
        String text = WeCom.text("slow", 1);

        HttpResponse<String> first = deliver(text).get();
        HttpResponse<String> second = deliver(text).get();
        slow.mayEnd.countDown();
        // However slow the machine is: as long as the run is not done, the answer is 503, and the platform tries again.
        HttpResponse<String> last = deliver(text).get();
        while (last.statusCode() == 503) {
            last = deliver(text).get();
        }

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.body()).isEmpty();
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(weCom.open(last.body())).contains("done: slow");
        assertThat(slow.runs).hasValue(1);
    }

    private CompletableFuture<HttpResponse<String>> deliver(String plaintext) {
        WeCom.Delivery delivery = weCom.deliver(plaintext);
        URI uri = URI.create("http://localhost:" + port + "/wecom/callback?" + delivery.queryString());
        return client.sendAsync(
                HttpRequest.newBuilder(uri)
                        .POST(BodyPublishers.ofString(delivery.body()))
                        .build(),
                BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Slow.class)
    static class App {}

    static class Slow {

        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final AtomicInteger runs = new AtomicInteger();

        @WeComMessageHandler
        String slow(UserMessage.Text text) throws InterruptedException {
            runs.incrementAndGet();
            mayEnd.await();
            return "done: " + text.content();
        }
    }
}
