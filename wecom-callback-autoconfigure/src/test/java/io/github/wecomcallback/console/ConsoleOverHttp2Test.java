// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Requests of HTTP/2 have no {@code Host} header. */
@OverTomcat
@TestPropertySource(properties = "server.http2.enabled=true")
class ConsoleOverHttp2Test {

    @LocalServerPort
    private int port;

    private ConsoleClient console;

    /** The first request is one of HTTP/1.1 still, that asks for another protocol. */
    @BeforeEach
    void connect() throws Exception {
        console = new ConsoleClient(port);
        assertThat(console.get("/wecom/console/").statusCode()).isEqualTo(200);
    }

    @Test
    void the_page_is_loaded_read_and_used() throws Exception {
        HttpResponse<String> page = console.get("/wecom/console/");
        HttpResponse<String> about = console.get("/wecom/console/api/about", "Sec-Fetch-Site", "same-origin");
        HttpResponse<String> sent = send("http://localhost:" + port);

        assertThat(page.version()).isEqualTo(Version.HTTP_2);
        assertThat(page.body()).contains("console.js");
        assertThat(about.statusCode()).isEqualTo(200);
        assertThat(sent.version()).isEqualTo(Version.HTTP_2);
        assertThat(sent.body()).contains("\"status\":200", "收到:hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "http://localhost", "http://localhost:1", "https://127.0.0.1", "null"})
    void pages_of_others_change_nothing(String origin) throws Exception {
        HttpResponse<String> sent = send(origin);

        assertThat(sent.version()).isEqualTo(Version.HTTP_2);
        assertThat(sent.statusCode()).isEqualTo(403);
    }

    /** Any name can be pointed at this machine; this one is there without anybody's help. */
    @Test
    void a_name_that_somebody_else_may_have_pointed_here_is_refused() throws Exception {
        ConsoleClient evil = new ConsoleClient("127.0.0.2", port);
        evil.get("/wecom/console/");

        HttpResponse<String> page = evil.get("/wecom/console/");

        assertThat(page.version()).isEqualTo(Version.HTTP_2);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(new ConsoleClient("127.0.0.1", port).get("/wecom/console/").statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> send(String origin) throws Exception {
        String body =
                new JsonMapper().writeValueAsString(Map.of("account", "default", "plaintext", WeCom.text("hello", 61)));
        return console.post("/wecom/console/api/send", body, ConsoleAccess.OWN_HEADER, "1", "Origin", origin);
    }
}
