// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import io.github.wecomcallback.web.RawHttp.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@OverTomcat
class RequestsOverTomcatTest {

    private static final String PATH = "/wecom/callback";

    private final WeCom weCom = new WeCom();

    @LocalServerPort
    private int port;

    @Autowired
    private OverTomcat.Handlers handlers;

    @BeforeEach
    void forget() {
        handlers.forget();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=GBK",
                "application/json",
                "text/xml; charset=no-such-charset",
                "no type at all"
            })
    void the_content_type_does_not_matter(String contentType) throws Exception {
        Response response = post(PATH, text(), "Content-Type: " + contentType);

        assertThat(response.status()).isEqualTo(200);
        assertThat(weCom.open(response.text())).contains("收到:hello");
    }

    @Test
    void what_is_accepted_does_not_matter() throws Exception {
        Response response = post(PATH, text(), "Accept: image/png", "Accept-Encoding: gzip", "Accept-Charset: GBK");

        assertThat(response.status()).isEqualTo(200);
        assertThat(weCom.open(response.text())).contains("收到:hello");
    }

    @Test
    void a_reply_has_the_headers_it_needs_and_no_others() throws Exception {
        Response response = post(PATH, text());

        assertThat(response.headers())
                .containsEntry("content-type", "application/xml;charset=UTF-8")
                .containsEntry("content-length", Integer.toString(response.body().length))
                .doesNotContainKeys("set-cookie", "transfer-encoding", "www-authenticate", "location");
    }

    @Test
    void an_acknowledgement_has_no_content_type() throws Exception {
        Response response = post(PATH, weCom.deliver(WeCom.sample("event.subscribe.xml")));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("content-length", "0").doesNotContainKey("content-type");
    }

    @Test
    void a_plus_sign_that_nobody_escaped_is_a_plus_sign() throws Exception {
        Map<String, String> query = weCom.verification("1");
        while (!query.get("echostr").contains("+")) {
            query = weCom.verification("1");
        }
        String unescaped =
                WeCom.queryString(query).replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");

        Response response = send("GET " + PATH + "?" + unescaped, "");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("1");
    }

    @Test
    void the_url_may_have_parameters_of_its_own() throws Exception {
        Delivery delivery = text();

        Response response =
                send("POST " + PATH + "?tenant=7&name=%E9%99%88&flag&" + delivery.queryString(), delivery.body());

        assertThat(response.status()).isEqualTo(200);
        assertThat(handlers.calls())
                .singleElement()
                .satisfies(context -> assertThat(context.query())
                        .containsEntry("tenant", "7")
                        .containsEntry("name", "陈")
                        .containsAllEntriesOf(delivery.query()));
    }

    @Test
    void a_parameter_that_comes_twice_is_refused_even_when_both_are_the_same() throws Exception {
        Delivery delivery = text();
        String again = "&timestamp=" + delivery.query().get("timestamp");

        Response response = send("POST " + PATH + "?" + delivery.queryString() + again, delivery.body());

        assertRefused(response, 400);
    }

    @Test
    void parameters_in_the_body_are_none() throws Exception {
        Response response =
                send("POST " + PATH, text().queryString(), "Content-Type: application/x-www-form-urlencoded");

        assertRefused(response, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?", "?&&&===", "?%zz=%zz&msg_signature=%", "?msg_signature=%FF%FE&timestamp=1&nonce=%00"})
    void a_query_that_is_none_is_refused(String query) throws Exception {
        assertThat(send("POST " + PATH + query, text().body()).status()).isBetween(400, 403);
        assertThat(send("GET " + PATH + query, "").status()).isEqualTo(400);
        assertThat(handlers.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"})
    void other_methods_are_not_allowed(String method) throws Exception {
        Delivery delivery = text();
        String body = method.equals("HEAD") ? "" : delivery.body();

        Response response = send(method + " " + PATH + "?" + delivery.queryString(), body);

        assertRefused(response, 405);
        assertThat(response.headers()).containsEntry("allow", "GET, POST");
    }

    @Test
    void a_url_verification_by_head_tells_nothing() throws Exception {
        Response response = send("HEAD " + PATH + "?" + WeCom.queryString(weCom.verification("1")), "");

        assertRefused(response, 405);
    }

    @Test
    void an_account_is_called_by_its_name() throws Exception {
        Delivery delivery = weCom.deliver(
                WeCom.text("hello", 1), OverTomcat.OTHER_CORP_ID, Instant.now().getEpochSecond());

        Response contacts = post(PATH + "/contacts", delivery);
        Response byDefault = post(PATH + "/default", text());

        assertThat(contacts.status()).isEqualTo(200);
        assertThat(byDefault.status()).isEqualTo(200);
        assertThat(handlers.calls())
                .extracting(context -> context.account().name())
                .containsExactly("contacts", "default");
    }

    @Test
    void an_account_does_not_take_what_is_meant_for_another() throws Exception {
        Response response = post(PATH + "/contacts", text());

        assertRefused(response, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nobody", "/contacts/more", "/", "/contacts/", "/CONTACTS", "/contacts%2F..", "/%E9%99%88"})
    void an_unknown_name_is_none_of_ours(String name) throws Exception {
        Response response = post(PATH + name, text());

        assertThat(response.status()).isBetween(400, 499);
        assertThat(handlers.calls()).isEmpty();
    }

    @Test
    void a_body_that_comes_byte_by_byte_is_read_to_its_end() throws Exception {
        Delivery delivery = text();
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST " + PATH + "?" + delivery.queryString(), "Content-Length: " + length(delivery.body()));
            for (byte b : delivery.body().getBytes(StandardCharsets.UTF_8)) {
                http.write(new byte[] {b}, 0, 1);
            }

            assertThat(weCom.open(http.response().text())).contains("收到:hello");
        }
    }

    @Test
    void a_body_in_chunks_is_read_to_its_end() throws Exception {
        Delivery delivery = text();
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST " + PATH + "?" + delivery.queryString(), "Transfer-Encoding: chunked");
            for (char c : delivery.body().toCharArray()) {
                http.write("1\r\n" + c + "\r\n");
            }

            assertThat(weCom.open(http.write("0\r\n\r\n").response().text())).contains("收到:hello");
        }
    }

    @Test
    void a_body_that_breaks_off_is_refused() throws Exception {
        Delivery delivery = text();
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST " + PATH + "?" + delivery.queryString(), "Content-Length: 100000")
                    .write(delivery.body())
                    .noMore();

            assertRefusedByTheServer(http.response());
        }
    }

    @Test
    void a_body_that_does_not_go_on_is_refused_after_a_while() throws Exception {
        Delivery delivery = text();
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST " + PATH + "?" + delivery.queryString(), "Content-Length: 100000")
                    .write(delivery.body());

            assertRefusedByTheServer(http.response());
        }
    }

    @Test
    void a_body_whose_chunks_are_none_is_refused() throws Exception {
        Delivery delivery = text();
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST " + PATH + "?" + delivery.queryString(), "Transfer-Encoding: chunked")
                    .write("zz\r\n" + delivery.body());

            assertRefusedByTheServer(http.response());
        }
    }

    @Test
    void a_client_that_hangs_up_harms_nobody() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawHttp http = new RawHttp(port)) {
                http.head("POST " + PATH + "?" + text().queryString(), "Content-Length: 1000")
                        .write("<xml>");
            }
        }

        assertThat(post(PATH, text()).status()).isEqualTo(200);
        assertThat(handlers.calls()).hasSize(1);
    }

    @Test
    void a_connection_serves_another_request_after_one_that_was_refused() throws Exception {
        Delivery delivery = text();
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST " + PATH + "?" + text().queryString(), "Content-Length: " + length(delivery.body()))
                    .write(delivery.body());
            Response refused = http.response();
            http.head("POST " + PATH + "?" + delivery.queryString(), "Content-Length: " + length(delivery.body()))
                    .write(delivery.body());

            assertThat(refused.status()).isEqualTo(403);
            assertThat(http.response().status()).isEqualTo(200);
        }
    }

    private Delivery text() {
        return weCom.deliver(WeCom.text("hello", System.nanoTime()));
    }

    private Response post(String path, Delivery delivery, String... headers) throws IOException {
        return send("POST " + path + "?" + delivery.queryString(), delivery.body(), headers);
    }

    private Response send(String requestLine, String body, String... headers) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = "Content-Length: " + length(body);
            return http.head(requestLine, all).write(body).response();
        }
    }

    private void assertRefused(Response response, int status) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).isEmpty();
        assertThat(handlers.calls()).isEmpty();
    }

    /** The server has made up its mind before we get to hear of it, and answers as it does for any URL. */
    private void assertRefusedByTheServer(Response response) {
        assertThat(response.status()).isBetween(400, 499);
        assertThat(response.text()).doesNotContain("xception", "io.github.wecomcallback");
        assertThat(handlers.calls()).isEmpty();
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
