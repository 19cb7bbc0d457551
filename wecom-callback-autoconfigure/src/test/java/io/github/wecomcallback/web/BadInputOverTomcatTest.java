// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.BadInput;
import io.github.wecomcallback.support.WeCom;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever a stranger sends: a bare 4xx, no handler called, and the next callback is served. */
@OverTomcat
class BadInputOverTomcatTest {

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

    @AfterEach
    void the_next_callback_is_served_and_nothing_else_was() throws Exception {
        assertThat(handlers.calls()).isEmpty();
        assertThat(post(weCom.deliver(WeCom.text("hi", System.nanoTime()))).statusCode())
                .isEqualTo(200);
        assertThat(handlers.calls()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("io.github.wecomcallback.support.BadInput#all")
    void it_is_refused_without_a_word(BadInput bad) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(WeCom.queryString(bad.query())))
                .POST(BodyPublishers.ofByteArray(bad.body()))
                .build();

        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(bad.status());
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().map()).doesNotContainKey("Content-Type");
    }

    @Test
    void a_body_that_breaks_off_is_refused() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /wecom/callback?msg_signature=1&timestamp=2&nonce=3 HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Length: 1000\r\n\r\n<xml>")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            assertThat(statusLine(socket.getInputStream())).startsWith("HTTP/1.1 4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void other_methods_are_refused(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(""))
                .method(method, BodyPublishers.noBody())
                .build();

        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "echostr=", "msg_signature=1&timestamp=2&nonce=3&echostr=4", "%zz=%", "&&&=&", "%ff%fe=%c0"})
    void a_wrong_url_verification_is_refused(String query) throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET /wecom/callback?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(statusLine(socket.getInputStream())).startsWith("HTTP/1.1 4");
        }
    }

    private static String statusLine(InputStream in) throws IOException {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)).readLine();
    }

    private HttpResponse<String> post(WeCom.Delivery delivery) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(delivery.queryString()))
                .POST(BodyPublishers.ofString(delivery.body()))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private URI uri(String query) {
        return URI.create("http://localhost:" + port + "/wecom/callback?" + query);
    }
}
