// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import io.github.wecomcallback.web.RawHttp.Response;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@OverTomcat
class LargeBodyOverTomcatTest {

    private static final int EIGHT_MEGABYTES = 8 * 1024 * 1024;
    private static final int LIMIT = 256 * 1024;
    private static final byte[] PIECE = "<xml><Encrypt>".repeat(4_096).getBytes(StandardCharsets.US_ASCII);
    private static final String STRANGERS = "POST /wecom/callback?msg_signature=1&timestamp=2&nonce=3";

    private final WeCom weCom = new WeCom();

    @LocalServerPort
    private int port;

    @Autowired
    private OverTomcat.Handlers handlers;

    @BeforeEach
    void forget() {
        handlers.forget();
    }

    @Test
    void a_body_that_is_said_to_be_too_large_is_refused_before_it_is_sent() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head(requestLine(text()), "Content-Length: " + EIGHT_MEGABYTES);

            assertTooLarge(http.response());
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_while_it_is_sent() throws Exception {
        assertTooLarge(sendEightMegabytes(requestLine(text()), false));
        assertServing();
    }

    @Test
    void a_body_that_turns_out_to_be_too_large_is_refused() throws Exception {
        assertTooLarge(sendEightMegabytes(requestLine(text()), true));
        assertServing();
    }

    @Test
    void the_largest_body_is_read_and_one_byte_more_is_not() throws Exception {
        Delivery largest = padded(LIMIT);
        Delivery larger = padded(LIMIT + 1);

        assertThat(send(largest).status()).isEqualTo(200);
        assertThat(handlers.calls()).hasSize(1);
        handlers.forget();
        assertTooLarge(send(larger));
    }

    @Test
    void the_largest_body_in_chunks_is_read_and_one_byte_more_is_not() throws Exception {
        Delivery largest = padded(LIMIT);
        Delivery larger = padded(LIMIT + 1);

        assertThat(sendInChunks(largest).status()).isEqualTo(200);
        assertThat(handlers.calls()).hasSize(1);
        handlers.forget();
        assertTooLarge(sendInChunks(larger));
    }

    @Test
    void a_flood_of_large_bodies_of_strangers_does_not_fill_the_memory() throws Exception {
        sendEightMegabytes(STRANGERS, true);
        long before = usedHeap();

        List<Background<Integer>> senders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            senders.add(Background.run(() -> {
                int refused = 0;
                for (int j = 0; j < 10; j++) {
                    refused += sendEightMegabytes(STRANGERS, j % 2 == 0).status() == 413 ? 1 : 0;
                }
                return refused;
            }));
        }

        for (Background<Integer> sender : senders) {
            assertThat(sender.result()).isEqualTo(10);
        }
        assertThat(usedHeap() - before).isLessThan(64L * 1024 * 1024);
        assertThat(handlers.calls()).isEmpty();
        assertServing();
    }

    /**
     * Sends and listens at the same time. The server answers before it has everything and then closes the connection, so
     * that the sending is expected to fail at some time.
     */
    private Response sendEightMegabytes(String requestLine, boolean chunked) throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head(requestLine, chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + EIGHT_MEGABYTES);
            Background<Boolean> sender = Background.run(() -> send(http, chunked));
            Response response = http.response();
            http.hangUp();
            sender.result();
            return response;
        }
    }

    private static boolean send(RawHttp http, boolean chunked) {
        try {
            for (int sent = 0; sent < EIGHT_MEGABYTES; sent += PIECE.length) {
                if (chunked) {
                    http.write(Integer.toHexString(PIECE.length) + "\r\n");
                }
                http.write(PIECE, 0, Math.min(PIECE.length, chunked ? PIECE.length : EIGHT_MEGABYTES - sent));
                if (chunked) {
                    http.write("\r\n");
                }
            }
            return true;
        } catch (IOException ex) {
            return false;
        }
    }

    private Response send(Delivery delivery) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            return http.head(
                            requestLine(delivery),
                            "Content-Length: " + delivery.body().length())
                    .write(delivery.body())
                    .response();
        }
    }

    private Response sendInChunks(Delivery delivery) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            String length = Integer.toHexString(delivery.body().length());
            return http.head(requestLine(delivery), "Transfer-Encoding: chunked")
                    .write(length + "\r\n" + delivery.body() + "\r\n0\r\n\r\n")
                    .response();
        }
    }

    private Delivery text() {
        return weCom.deliver(WeCom.text("hello", System.nanoTime()));
    }

    private Delivery padded(int length) {
        Delivery delivery = text();
        return new Delivery(
                delivery.query(),
                delivery.body() + " ".repeat(length - delivery.body().length()));
    }

    private static String requestLine(Delivery delivery) {
        return "POST /wecom/callback?" + delivery.queryString();
    }

    private void assertTooLarge(Response response) {
        assertThat(response.status()).isEqualTo(413);
        assertThat(response.body()).isEmpty();
        assertThat(handlers.calls()).isEmpty();
    }

    private void assertServing() throws IOException {
        assertThat(send(text()).status()).isEqualTo(200);
    }

    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
