// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;

/** A context path and a servlet path stand before the callback's own, and Spring Security knows it. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "wecom.callback.corp-id=" + WeCom.CORP_ID,
            "wecom.callback.token=" + WeCom.TOKEN,
            "wecom.callback.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.contacts.corp-id=" + CallbackBelowServletPathTest.OTHER_CORP_ID,
            "wecom.callback.apps.contacts.token=" + WeCom.TOKEN,
            "wecom.callback.apps.contacts.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.path=/hook",
            "server.servlet.context-path=/app",
            "spring.mvc.servlet.path=/api"
        })
class CallbackBelowServletPathTest {

    static final String OTHER_CORP_ID = "ww0123456789abcdef";

    private final WeCom weCom = new WeCom();

    @LocalServerPort
    private int port;

    @Test
    void a_callback_is_received_there() throws Exception {
        assertThat(post("/app/api/hook")).isEqualTo(200);
    }

    @Test
    void a_callback_reaches_the_account_that_its_path_names() throws Exception {
        assertThat(post("/app/api/hook/contacts", OTHER_CORP_ID)).isEqualTo(200);
        assertThat(post("/app/api/hook/contacts", WeCom.CORP_ID)).isEqualTo(403);
    }

    @Test
    void the_path_without_them_is_guarded() throws Exception {
        assertThat(post("/app/hook")).isEqualTo(401);
    }

    private int post(String path) throws Exception {
        return post(path, WeCom.CORP_ID);
    }

    private int post(String path, String corpId) throws Exception {
        WeCom.Delivery delivery =
                weCom.deliver(WeCom.text("hi", 1), corpId, Instant.now().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + path + "?" + delivery.queryString()))
                .POST(BodyPublishers.ofString(delivery.body()))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}
}
