// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.WeCom;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "wecom.callback.corp-id=" + WeCom.CORP_ID,
            "wecom.callback.token=" + WeCom.TOKEN,
            "wecom.callback.aes-key=" + WeCom.AES_KEY,
            "management.endpoints.web.exposure.include=health",
            "management.endpoint.health.show-details=always"
        })
class CallbackOverTomcatTest {

    private final WeCom weCom = new WeCom();
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Handlers handlers;

    @BeforeEach
    void forget() {
        handlers.created.clear();
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
        HttpResponse<String> response = post(weCom.deliver(WeCom.text("你好", 1)));

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
        assertThat(handlers.created).singleElement().satisfies(event -> {
            assertThat(event.userId()).isEqualTo("chen.yu");
            assertThat(event.department()).containsExactly(3, 18);
            assertThat(event.gender().is(Contact.Gender.MALE)).isTrue();
            assertThat(event.extAttr()).hasSize(2);
        });
    }

    @Test
    void a_plus_that_was_not_escaped_is_still_a_plus() throws Exception {
        Map<String, String> query = weCom.verification("42");
        while (!query.get("echostr").contains("+")) {
            query = weCom.verification("42");
        }

        HttpResponse<String> response =
                get("/wecom/callback", WeCom.queryString(query).replace("%2B", "+"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("42");
    }

    @Test
    void the_url_may_have_a_query_of_its_own() throws Exception {
        String query = "from=console&" + WeCom.queryString(weCom.verification("42"));

        assertThat(get("/wecom/callback/default", query).body()).isEqualTo("42");
    }

    @Test
    void the_content_type_says_nothing() throws Exception {
        WeCom.Delivery delivery = weCom.deliver(WeCom.text("你好", 7));
        HttpRequest request = HttpRequest.newBuilder(uri("/wecom/callback", delivery.queryString()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(delivery.body()))
                .build();

        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(weCom.open(response.body())).contains("收到:你好");
    }

    @Test
    void another_method_is_not_allowed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/wecom/callback", ""))
                .PUT(BodyPublishers.ofString("x"))
                .build();

        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST");
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

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class App {}

    static class Handlers {

        private final List<Contact.UserCreated> created = new CopyOnWriteArrayList<>();

        @WeComMessageHandler(type = "text")
        String help(UserMessage.Text text) {
            return "收到:" + text.content();
        }

        @WeComEventHandler
        void created(Contact.UserCreated event) {
            created.add(event);
        }
    }
}
