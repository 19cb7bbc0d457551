// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import io.github.wecomcallback.web.RawHttp.Response;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bodies that come slowly, on a server with ten threads that waits for a minute. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = SlowBodiesTest.App.class,
        properties = {
            "wecom.callback.corp-id=" + WeCom.CORP_ID,
            "wecom.callback.token=" + WeCom.TOKEN,
            "wecom.callback.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.reply-timeout=60s",
            "wecom.callback.apps.suite.kind=suite",
            "wecom.callback.apps.suite.suite-id=ww1111222233334444",
            "wecom.callback.apps.suite.token=" + WeCom.TOKEN,
            "wecom.callback.apps.suite.aes-key=" + WeCom.AES_KEY,
            "server.tomcat.threads.max=10",
            "server.tomcat.threads.min-spare=10",
            "server.tomcat.connection-timeout=60s"
        })
class SlowBodiesTest {

    private static final int THREADS = 10;

    private final WeCom weCom = new WeCom();
    private final List<RawHttp> connections = new ArrayList<>();

    @LocalServerPort
    private int port;

    @Autowired
    private OverTomcat.Handlers handlers;

    @BeforeEach
    void forget() {
        handlers.forget();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (RawHttp connection : connections) {
            connection.close();
        }
    }

    @Test
    void as_many_as_there_are_threads_keep_neither_callbacks_nor_the_application_waiting() throws Exception {
        List<RawHttp> slow = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            slow.add(connect()
                    .head("POST /wecom/callback", "Content-Length: 1000")
                    .write("<"));
        }

        assertServing();
        for (RawHttp one : slow) {
            one.write("x");
        }
        assertServing();
    }

    @Test
    void as_many_in_chunks_keep_nobody_waiting_either() throws Exception {
        List<RawHttp> slow = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            slow.add(connect()
                    .head("POST /wecom/callback", "Transfer-Encoding: chunked")
                    .write("5\r\n<"));
        }

        assertServing();
        for (RawHttp one : slow) {
            one.write("x");
        }
        assertServing();
    }

    @Test
    void as_many_that_let_the_length_of_a_chunk_drip_keep_nobody_waiting_either() throws Exception {
        for (int i = 0; i < THREADS; i++) {
            connect().head("POST /wecom/callback", "Transfer-Encoding: chunked").write("5");
        }

        assertServing();
    }

    @Test
    void a_body_that_comes_in_pieces_is_handled_when_it_is_there() throws Exception {
        Delivery delivery = text();
        RawHttp http = connect().head(requestLine("", delivery), length(delivery));
        for (int i = 0; i < delivery.body().length(); i += 100) {
            assertServing();
            handlers.forget();
            http.write(delivery.body().substring(i, Math.min(delivery.body().length(), i + 100)));
        }

        Response response = http.response();

        assertThat(response.status()).isEqualTo(200);
        assertThat(weCom.open(response.text())).contains("收到:hello");
        assertThat(handlers.calls()).hasSize(1);
    }

    @Test
    void a_body_that_comes_in_chunks_is_handled_when_it_is_there() throws Exception {
        Delivery delivery = text();
        RawHttp http = connect().head(requestLine("", delivery), "Transfer-Encoding: chunked");
        for (int i = 0; i < delivery.body().length(); i += 100) {
            assertServing();
            handlers.forget();
            String piece = delivery.body().substring(i, Math.min(delivery.body().length(), i + 100));
            http.write(Integer.toHexString(piece.length()) + "\r\n");
            http.write(piece + "\r\n");
        }
        assertServing();
        handlers.forget();

        Response response = http.write("0\r\n\r\n").response();

        assertThat(weCom.open(response.text())).contains("收到:hello");
        assertThat(handlers.calls()).hasSize(1);
    }

    @Test
    void the_connection_of_a_body_that_came_in_pieces_serves_the_next_one() throws Exception {
        RawHttp http = connect();
        for (int i = 0; i < 2; i++) {
            Delivery delivery = text();
            http.head(requestLine("", delivery), length(delivery));
            assertServing();
            assertThat(http.write(delivery.body()).response().status()).isEqualTo(200);
        }
    }

    @Test
    void a_body_that_drips_is_refused_when_its_time_is_over_and_its_connection_closed() throws Exception {
        RawHttp http = connect()
                .head(requestLine("/suite", text()), "Content-Length: 1000")
                .write("<xml>");

        assertTooSlow(http);
    }

    @Test
    void a_body_that_drips_in_chunks_is_refused_when_its_time_is_over_and_its_connection_closed() throws Exception {
        RawHttp http = connect()
                .head(requestLine("/suite", text()), "Transfer-Encoding: chunked")
                .write("5\r\n<xml>\r\n");

        assertTooSlow(http);
    }

    @Test
    void a_body_that_never_begins_is_refused_when_its_time_is_over() throws Exception {
        assertTooSlow(connect().head(requestLine("/suite", text()), "Content-Length: 1000"));
    }

    @Test
    void a_body_that_turns_out_to_be_too_large_is_refused_although_it_drips() throws Exception {
        RawHttp http = connect().head(requestLine("", text()), "Transfer-Encoding: chunked");
        String piece = "x".repeat(0x8000);
        for (int i = 0; i < 8; i++) {
            assertServing();
            http.write("8000\r\n").write(piece).write("\r\n");
        }
        http.write("1\r\nx\r\n0\r\n\r\n");

        assertThat(http.response().status()).isEqualTo(413);
    }

    @Test
    void who_hangs_up_in_the_middle_leaves_nothing_behind() throws Exception {
        for (int i = 0; i < 3 * THREADS; i++) {
            connect()
                    .head(requestLine("", text()), "Content-Length: 1000")
                    .write("<")
                    .hangUp();
        }

        assertServing();
    }

    @Test
    void a_filter_that_put_another_body_in_its_place_does_no_harm() throws Exception {
        Delivery delivery = text();

        Response response = connect()
                .head(requestLine("", delivery), length(delivery), "X-Cached: yes")
                .write(delivery.body())
                .response();

        assertThat(weCom.open(response.text())).contains("收到:hello");
    }

    private void assertServing() throws IOException {
        Delivery delivery = text();
        try (RawHttp http = new RawHttp(port)) {
            http.head(requestLine("", delivery), length(delivery)).write(delivery.body());
            assertThat(http.response().status()).isEqualTo(200);
            assertThat(http.head("GET /hello").response().text()).isEqualTo("hello");
        }
    }

    private static void assertTooSlow(RawHttp http) throws IOException {
        Response response = http.response();
        assertThat(response.status()).isEqualTo(408);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers()).containsEntry("connection", "close").doesNotContainKey("content-type");
        assertThat(http.isAtItsEnd()).isTrue();
    }

    private RawHttp connect() throws IOException {
        RawHttp http = new RawHttp(port);
        connections.add(http);
        return http;
    }

    private Delivery text() {
        return weCom.deliver(WeCom.text("hello", System.nanoTime()));
    }

    private static String requestLine(String account, Delivery delivery) {
        return "POST /wecom/callback" + account + "?" + delivery.queryString();
    }

    private static String length(Delivery delivery) {
        return "Content-Length: " + delivery.body().length();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OverTomcat.Handlers.class)
    static class App {

        /** The application's other endpoints are open. */
        @Bean
        SecurityFilterChain open(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }

        @Bean
        Hello hello() {
            return new Hello();
        }

        /** As many applications have one, to log bodies. */
        @Bean
        FilterRegistrationBean<?> cachesBodies() {
            FilterRegistrationBean<?> filter = new FilterRegistrationBean<>((request, response, chain) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                chain.doFilter(http.getHeader("X-Cached") == null ? http : new Cached(http), response);
            });
            filter.setDispatcherTypes(DispatcherType.REQUEST);
            filter.setAsyncSupported(true);
            return filter;
        }
    }

    @RestController
    static class Hello {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }
    }

    private static final class Cached extends HttpServletRequestWrapper {

        private final ByteArrayInputStream body;

        Cached(HttpServletRequest request) throws IOException {
            super(request);
            this.body = new ByteArrayInputStream(request.getInputStream().readAllBytes());
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {

                @Override
                public int read() {
                    return body.read();
                }

                @Override
                public boolean isFinished() {
                    return false;
                }

                @Override
                public boolean isReady() {
                    return false;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    // As they are often written.
                }
            };
        }
    }
}
