// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.support.WeCom;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@OverTomcat
class ConsoleOverTomcatTest {

    private final WeCom weCom = new WeCom();

    @LocalServerPort
    private int port;

    private ConsoleClient console;

    @BeforeEach
    void connect() {
        console = new ConsoleClient(port);
    }

    @Test
    void the_page_loads_nothing_from_elsewhere_and_may_not() throws Exception {
        HttpResponse<String> page = console.get("/wecom/console/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("console.js").doesNotContain("http:", "https:", "//");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';")
                .contains("frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void without_the_slash_it_leads_to_the_page() throws Exception {
        HttpResponse<String> answer = console.get("/wecom/console");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("console/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wecom/console/other", "/wecom/console/console.html", "/wecom/console/api/other"})
    void nothing_else_is_there(String path) throws Exception {
        HttpResponse<String> answer = console.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void accounts_are_shown_without_ids_and_secrets() throws Exception {
        String about = console.get("/wecom/console/api/about").body();

        assertThat(about)
                .contains("\"path\":\"/wecom/callback/market\"")
                .contains("MINI_PROGRAM")
                .doesNotContain(WeCom.TOKEN, WeCom.AES_KEY, WeCom.CORP_ID);
    }

    @Test
    void what_arrived_is_shown_and_not_what_it_says() throws Exception {
        WeCom.Delivery text = weCom.deliver(
                WeCom.text("between us", 41).replace("li.wei", "zhang.san").replace("1767232861", "1767232862"));
        console.post("/wecom/callback?" + text.queryString(), text.body());

        JsonNode arrived = arrived("zhang.san");

        assertThat(arrived.get("kind").asString()).isEqualTo("text");
        assertThat(arrived.get("account").asString()).isEqualTo("default");
        assertThat(arrived.get("outcome").asString()).isEqualTo("COMPLETED");
        assertThat(arrived.get("millis").isNumber()).isTrue();
        assertThat(arrived.get("handlers").get(0).get("handler").asString())
                .isEqualTo("members#text(UserMessage.Text)");
        assertThat(arrived.get("plaintext").isNull()).isTrue();
        assertThat(console.read("recent").toString()).doesNotContain("between us");
    }

    @Test
    void handlers_are_shown_with_what_reaches_them() throws Exception {
        String handlers = console.get("/wecom/console/api/handlers").body();

        assertThat(handlers)
                .contains("change_contact", "create_user", "#message.get('Content') != 'nothing'")
                .contains("\"fallback\":true")
                .contains("\"attempts\":1");
    }

    @Test
    void the_reply_to_a_text_comes_back_in_the_open() throws Exception {
        JsonNode answer = console.change("send", Map.of("account", "default", "plaintext", WeCom.text("hello", 42)));

        assertThat(answer.get("status").asInt()).isEqualTo(200);
        assertThat(answer.get("reply").asString()).contains("收到:hello");
        assertThat(answer.get("millis").isNumber()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "default,change_contact.delete_user",
        "default,kf.text",
        "market,suite.suite_ticket",
        "system,",
        "gate,",
        "helper,bot.text",
        "group,",
        "mini,",
        "open,"
    })
    void a_sample_can_be_sent_to_each_kind_of_account(String account, String sample) throws Exception {
        String id = sample != null ? sample : sampleFor(account);

        JsonNode answer = console.change("send", Map.of("account", account, "sample", id));

        assertThat(answer.get("status").asInt()).isEqualTo(200);
    }

    static Stream<AccountKind> kinds() {
        return Stream.of(AccountKind.values());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void there_are_samples_for_each_kind_of_account(AccountKind kind) throws Exception {
        assertThat(console.read("samples").toString()).contains("\"" + kind + "\"");
    }

    @Test
    void a_sample_that_is_sent_twice_is_two_messages_unless_it_is_to_be_one() throws Exception {
        Map<String, Object> fresh = Map.of("account", "default", "plaintext", from("fresh.one", 43));
        console.change("send", fresh);
        console.change("send", fresh);
        Map<String, Object> same = Map.of("account", "default", "plaintext", from("same.one", 44), "fresh", false);
        console.change("send", same);
        console.change("send", same);

        assertThat(allFrom("fresh.one")).hasSize(2);
        assertThat(allFrom("same.one")).hasSize(1);
        assertThat(allFrom("same.one").get(0).get("deliveries").asInt()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_read_is_refused_as_the_platform_would_see_it() throws Exception {
        JsonNode answer = console.change("send", Map.of("account", "default", "plaintext", "<xml><broken"));

        assertThat(answer.get("status").asInt()).isEqualTo(400);
        assertThat(answer.get("reply").isNull()).isTrue();
    }

    @Test
    void what_is_for_an_account_that_is_not_there_is_not_sent() throws Exception {
        HttpResponse<String> answer = console.post(
                "/wecom/console/api/send", "{\"account\":\"nobody\",\"plaintext\":\"x\"}", ConsoleClient.OWN);

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "[null]",
                "\"\"",
                "\"x\"",
                "1",
                "true",
                "{}",
                "{} {}",
                "{\"account\":null}",
                "{\"account\":\"default\"}",
                "{\"account\":\"default\",\"sample\":null,\"plaintext\":null}",
                "{\"account\":\"default\",\"plaintext\":{}}",
                "{\"account\":[],\"plaintext\":\"x\"}",
                "{\"account\":\"default\",\"plaintext\":\"x\",\"fresh\":\"perhaps\"}",
                "{\"plaintext\":\"x\"}",
                "{\"account\":\"default\",\"sample\":\"no.such\"}",
                "{\"account\":\"defa",
                "account=default",
                "",
                " "
            })
    void what_does_not_say_what_to_send_where_is_not_sent(String body) throws Exception {
        HttpResponse<String> answer = console.post("/wecom/console/api/send", body, ConsoleClient.OWN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).startsWith("{\"error\":\"").contains("account", "sample", "plaintext");
    }

    @Test
    void what_is_nested_too_deep_or_too_long_is_not_sent() throws Exception {
        assertThat(console.post("/wecom/console/api/send", "[".repeat(100_000), ConsoleClient.OWN)
                        .statusCode())
                .isEqualTo(400);
        assertThat(console.post(
                                "/wecom/console/api/send",
                                "{\"account\":\"default\",\"plaintext\":\"" + "x".repeat(1024 * 1024) + "\"}",
                                ConsoleClient.OWN)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "", "{\"id\":7}", "x"})
    void what_is_done_to_a_dead_letter_stands_in_its_path_alone(String body) throws Exception {
        for (String path : List.of("4711/replay", "4711/discard")) {
            HttpResponse<String> answer =
                    console.post("/wecom/console/api/dead-letters/" + path, body, ConsoleClient.OWN);

            assertThat(answer.body()).isEqualTo("{\"done\":false}");
        }
        for (String path : List.of("x/replay", "9999999999999999999999/replay", "-1/discard", "4711/", "")) {
            assertThat(console.post("/wecom/console/api/dead-letters/" + path, body, ConsoleClient.OWN)
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void a_dead_letter_is_replayed_and_discarded() throws Exception {
        console.change("send", Map.of("account", "default", "sample", "change_contact.create_user"));
        await().until(() -> !console.read("dead-letters").isEmpty());
        long id = console.read("dead-letters").get(0).get("id").asLong();
        String failedAt = letter(id).get("failedAt").asString();

        assertThat(console.change("dead-letters/" + id + "/replay", Map.of())
                        .get("done")
                        .asBoolean())
                .isTrue();
        await().until(() ->
                letter(id) != null && !letter(id).get("failedAt").asString().equals(failedAt));
        assertThat(console.change("dead-letters/" + id + "/discard", Map.of())
                        .get("done")
                        .asBoolean())
                .isTrue();

        assertThat(letter(id)).isNull();
        assertThat(console.change("dead-letters/" + id + "/discard", Map.of())
                        .get("done")
                        .asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For,127.0.0.1",
        "X-Forwarded-Proto,https",
        "Forwarded,for=127.0.0.1",
        "X-Real-IP,127.0.0.1",
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Origin,http://evil.example",
        "Origin,null"
    })
    void requests_of_others_are_refused(String header, String value) throws Exception {
        HttpResponse<String> read = console.get("/wecom/console/api/recent", header, value);
        HttpResponse<String> sent =
                console.post("/wecom/console/api/send", "{}", ConsoleAccess.OWN_HEADER, "1", header, value);

        assertThat(List.of(read.statusCode(), sent.statusCode())).containsOnly(403);
        assertThat(read.body() + sent.body()).isEmpty();
    }

    @Test
    void what_does_not_come_from_the_page_changes_nothing() throws Exception {
        assertThat(console.post("/wecom/console/api/send", "{}").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"evil.example,HTTP/1.1,403", "localhost,HTTP/1.0,403", "127.0.0.1:8080,HTTP/1.1,200"})
    void the_name_it_is_called_by_counts(String host, String protocol, int status) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /wecom/console/ " + protocol + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();

            assertThat(line).contains(" " + status);
        }
    }

    private static String from(String sender, long id) {
        return WeCom.text("hi", id).replace("li.wei", sender);
    }

    private String sampleFor(String account) throws Exception {
        String kind = all("about", "accounts")
                .filter(one -> one.get("name").asString().equals(account))
                .findFirst()
                .orElseThrow()
                .get("kind")
                .asString();
        return all("samples", null)
                .filter(sample -> sample.get("accountKind").asString().equals(kind))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
    }

    private JsonNode letter(long id) throws Exception {
        return all("dead-letters", null)
                .filter(letter -> letter.get("id").asLong() == id)
                .findFirst()
                .orElse(null);
    }

    private JsonNode arrived(String sender) throws Exception {
        return allFrom(sender).get(0);
    }

    private List<JsonNode> allFrom(String sender) throws Exception {
        return all("recent", null)
                .filter(one -> one.get("sender").asString("").equals(sender))
                .toList();
    }

    private Stream<JsonNode> all(String path, String field) throws Exception {
        JsonNode answer = console.read(path);
        return StreamSupport.stream((field == null ? answer : answer.get(field)).spliterator(), false);
    }
}
