// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.WeCom;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@OverTomcat
class CallbackOverTomcatTest {

    private final WeCom weCom = new WeCom();
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private OverTomcat.Handlers handlers;

    @BeforeEach
    void forget() {
        handlers.forget();
    }

    @Test
    void a_url_verification_gets_the_bare_echo() throws Exception {
        HttpResponse<String> response =
                get("/wecom/callback", WeCom.queryString(weCom.verification("7741802936615520047")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("7741802936615520047");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
    }

    @Test
    void a_text_is_answered_by_the_handlers_string() throws Exception {
        HttpResponse<String> response = post(weCom.deliver(WeCom.text("你好", System.nanoTime())));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(weCom.open(response.body()))
                .contains("<ToUserName><![CDATA[li.wei]]></ToUserName>")
                .contains("<FromUserName><![CDATA[ww4f0c9be27a61d835]]></FromUserName>")
                .contains("<Content><![CDATA[收到:你好]]></Content>");
    }

    @Test
    void an_event_reaches_its_typed_handler_and_is_acknowledged_empty() throws Exception {
        HttpResponse<String> response = post(weCom.deliver(WeCom.sample("change_contact.create_user.xml")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(handlers.created()).singleElement().satisfies(event -> {
            assertThat(event.userId()).isEqualTo("chen.yu");
            assertThat(event.department()).containsExactly(3, 18);
            assertThat(event.gender().is(Contact.Gender.MALE)).isTrue();
            assertThat(event.extAttr()).hasSize(2);
        });
    }

    @Test
    void handlers_run_on_threads_of_the_kind_that_the_application_has_on() throws Exception {
        post(weCom.deliver(WeCom.text("hi", System.nanoTime())));

        assertThat(handlers.threads()).isNotEmpty().allMatch(HostThreads::isOfTheirKind);
    }

    @Test
    void the_url_may_have_a_query_of_its_own() throws Exception {
        String query = "from=console&" + WeCom.queryString(weCom.verification("42"));

        assertThat(get("/wecom/callback/default", query).body()).isEqualTo("42");
    }

    private HttpResponse<String> get(String path, String query) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path, query)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(WeCom.Delivery delivery) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/wecom/callback", delivery.queryString()))
                .POST(BodyPublishers.ofString(delivery.body()))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path, String query) {
        return URI.create("http://localhost:" + port + path + "?" + query);
    }
}
