// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.support.BadInput;
import io.github.wecomcallback.support.WeCom;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Whatever a stranger sends: a bare 4xx, no handler called, and the next callback is served. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "wecom.callback.corp-id=" + WeCom.CORP_ID,
            "wecom.callback.token=" + WeCom.TOKEN,
            "wecom.callback.aes-key=" + WeCom.AES_KEY
        })
class BadInputOverTomcatTest {

    private static final int EIGHT_MEGABYTES = 8 * 1024 * 1024;
    private static final long ROOM = 48L * 1024 * 1024;

    private final WeCom weCom = new WeCom();
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Counter counter;

    private int callsBefore;

    @BeforeEach
    void remember() {
        callsBefore = counter.calls.get();
    }

    @AfterEach
    void the_next_callback_is_served_and_nothing_else_was() throws Exception {
        assertThat(counter.calls).hasValue(callsBefore);
        assertThat(post(weCom.deliver(WeCom.text("hi", System.nanoTime()))).statusCode())
                .isEqualTo(200);
        assertThat(counter.calls).hasValue(callsBefore + 1);
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_body_of_8_megabytes_is_refused_unread(boolean chunked) throws Exception {
        assertThat(statusOfLargeBody(chunked)).isEqualTo("HTTP/1.1 413 ");
    }

    @Test
    void a_flood_of_large_bodies_is_not_held_in_memory() throws Exception {
        statusOfLargeBody(true);
        long before = usedHeap();

        for (int i = 0; i < 200; i++) {
            statusOfLargeBody(i % 2 == 0);
        }

        assertThat(usedHeap()).isLessThan(before + ROOM);
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

    /** The client goes on writing while it is answered, and may find the connection closed: what counts is the answer. */
    private String statusOfLargeBody(boolean chunked) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            String length = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + EIGHT_MEGABYTES;
            out.write(("POST /wecom/callback?msg_signature=1&timestamp=2&nonce=3 HTTP/1.1\r\nHost: localhost\r\n"
                            + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[8192];
            byte[] head = "2000\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] tail = "\r\n".getBytes(StandardCharsets.US_ASCII);
            // As much as makes a body too large, and no more: then the answer can be read in peace.
            for (int sent = 0; sent < 512 * 1024; sent += block.length) {
                if (chunked) {
                    out.write(head);
                }
                out.write(block);
                if (chunked) {
                    out.write(tail);
                }
            }
            return statusLine(socket.getInputStream());
        } catch (SocketException ex) {
            return "closed";
        }
    }

    private static String statusLine(InputStream in) throws IOException {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)).readLine();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Counter.class)
    static class App {}

    static class Counter {

        private final AtomicInteger calls = new AtomicInteger();

        @WeComMessageHandler
        void count() {
            calls.incrementAndGet();
        }
    }
}
