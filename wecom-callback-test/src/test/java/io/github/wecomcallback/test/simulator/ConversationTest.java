// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.message.KfAccount;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.test.FakeWeCom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that talk: to an application that answers customers, and to a bot. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = ConversationTest.App.class)
class ConversationTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @LocalServerPort
    private int port;

    @Autowired
    private Servicer servicer;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            servicer.begin(free.getLocalPort());
        }
    }

    @Test
    void what_the_application_sends_to_a_customer_is_printed() {
        assertThat(converse("快递多久到?", "谢谢")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "WeCom's API is at http://127.0.0.1:" + servicer.apiPort,
                        "customer: 快递多久到?",
                        "  text: 收到:快递多久到?",
                        "customer: 谢谢",
                        "  text: 收到:谢谢",
                        "2 replies to 2 texts, 2 pulls");
    }

    @Test
    void texts_are_read_line_by_line_where_none_are_given() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("你好\n\n再见\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(converse()).isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(out.toString()).contains("text: 收到:你好", "text: 收到:再见", "2 replies to 2 texts");
    }

    @Test
    void who_enters_is_welcomed() {
        assertThat(converse("--enter", "--expect-replies", "2", "--customer", "wmChen", "hi"))
                .isZero();

        assertThat(out.toString()).contains("customer enters", "text: 欢迎 wmChen", "text: 收到:hi");
    }

    @Test
    void replies_that_do_not_come_are_a_failure() {
        servicer.replies = 0;

        assertThat(converse("--wait", "50ms", "hi")).isEqualTo(1);

        assertThat(out.toString()).contains("0 replies to 1 texts, 1 pulls");
    }

    @Test
    void fewer_replies_than_expected_are_a_failure_and_several_are_not() {
        servicer.replies = 2;

        assertThat(converse("--wait", "50ms", "--expect-replies", "3", "hi")).isEqualTo(1);
        assertThat(converse("hi")).isZero();

        assertThat(out.toString()).contains("2 replies to 1 texts");
    }

    @Test
    void an_application_that_does_not_call_is_told_where_to() {
        servicer.replies = -1;

        assertThat(converse("--wait", "50ms", "hi")).isEqualTo(1);

        assertThat(out.toString())
                .contains("The application did not call http://127.0.0.1:" + servicer.apiPort)
                .contains("wecom.callback.api.base-url");
    }

    @Test
    void a_doorbell_that_is_not_acknowledged_is_a_failure() {
        int code = execute(
                "converse",
                "--url",
                "http://localhost:1/x",
                "--port",
                "0",
                "--token",
                "defaultToken",
                "--aes-key",
                "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
                "--corp-id",
                "ww1",
                "hi");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("never acknowledged: nothing listens at localhost:1");
    }

    @Test
    void a_port_that_is_taken_is_wrong_usage() {
        try (FakeWeCom other = FakeWeCom.start(servicer.apiPort)) {
            assertThat(converse("hi")).isEqualTo(2);
            assertThat(other.calls(FakeWeCom.GET_TOKEN)).isZero();
        }

        assertThat(err.toString()).contains("--port: The port " + servicer.apiPort);
    }

    @Test
    void a_bot_is_seen_answering() {
        assertThat(ask("count")).isZero();

        assertThat(out.toString().lines()).containsExactly("count 1 2", "done", "finished after 3 polls");
    }

    @Test
    void a_bot_that_does_not_finish_is_a_failure() {
        assertThat(ask("--for", "60ms", "on and on")).isEqualTo(1);

        assertThat(out.toString()).contains("not finished after");
    }

    @Test
    void a_bot_may_answer_at_the_response_url() {
        assertThat(ask("later")).isZero();

        assertThat(out.toString()).contains("active markdown: {\"content\":\"it is later\"}");
    }

    @Test
    void what_wecom_would_not_take_is_said() {
        assertThat(ask("two streams")).isEqualTo(1);

        assertThat(out.toString()).contains("The id of a stream stays the same");
    }

    @Test
    void only_bots_are_asked() {
        assertThat(ask("--kind", "app", "--corp-id", "ww1", "hi")).isEqualTo(2);

        assertThat(err.toString()).contains("the account is of kind APP");
    }

    private int converse(String... options) {
        return executeAll(
                Stream.of(
                        "converse",
                        "--url",
                        "http://localhost:" + port + "/wecom/callback",
                        "--token",
                        "defaultToken",
                        "--aes-key",
                        "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
                        "--corp-id",
                        "ww0123456789abcdef",
                        "--port",
                        Integer.toString(servicer.apiPort)),
                options);
    }

    private int ask(String... options) {
        return executeAll(
                Stream.of(
                        "ask",
                        "--url",
                        "http://localhost:" + port + "/wecom/callback/bot",
                        "--token",
                        "botToken",
                        "--aes-key",
                        "fbcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
                        "--every",
                        "10ms"),
                options);
    }

    private int executeAll(Stream<String> command, String... options) {
        return execute(Stream.concat(command, Stream.of(options)).toArray(String[]::new));
    }

    private int execute(String... args) {
        return Simulator.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @Import({Servicer.class, Counting.class})
    static class App {}

    /** Answers customers, with nothing but HTTP. */
    static class Servicer {

        private static final JsonMapper MAPPER = new JsonMapper();
        private final HttpClient http = HttpClient.newHttpClient();
        private String cursor = "";
        private int apiPort;
        private int replies;

        private void begin(int port) {
            apiPort = port;
            cursor = "";
            replies = 1;
        }

        @WeComEventHandler
        void rung(KfAccount.MessageArrived bell) throws Exception {
            if (replies < 0) {
                return;
            }
            String token = call("/cgi-bin/gettoken?corpid=ww1&corpsecret=s1", null)
                    .path("access_token")
                    .asString();
            JsonNode page = call(
                    "/cgi-bin/kf/sync_msg?access_token=" + token,
                    "{\"open_kfid\":\"" + bell.openKfId() + "\",\"token\":\"" + bell.token() + "\",\"cursor\":\""
                            + cursor + "\"}");
            cursor = page.path("next_cursor").asString();
            for (JsonNode item : page.path("msg_list")) {
                if (item.has("event")) {
                    welcome(item.path("event"), token);
                } else {
                    answer(item, token);
                }
            }
        }

        private void welcome(JsonNode event, String token) throws Exception {
            call("/cgi-bin/kf/send_msg_on_event?access_token=" + token, """
                    {"code": "%s", "msgtype": "text", "text": {"content": "欢迎 %s"}}
                    """.formatted(
                            event.path("welcome_code").asString(),
                            event.path("external_userid").asString()));
        }

        private void answer(JsonNode item, String token) throws Exception {
            for (int i = 0; i < replies; i++) {
                call("/cgi-bin/kf/send_msg?access_token=" + token, """
                        {"touser": "%s", "open_kfid": "%s", "msgtype": "text", "text": {"content": "收到:%s"}}
                        """.formatted(
                                item.path("external_userid").asString(),
                                item.path("open_kfid").asString(),
                                item.path("text").path("content").asString()));
            }
        }

        private JsonNode call(String path, String body) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path));
            if (body != null) {
                request.POST(BodyPublishers.ofString(body));
            }
            return MAPPER.readTree(
                    http.send(request.build(), BodyHandlers.ofString()).body());
        }
    }

    /** A bot. */
    static class Counting {

        private final Map<String, AtomicInteger> streams = new ConcurrentHashMap<>();

        @WeComMessageHandler
        Reply asked(Bot.Text text) throws Exception {
            if (text.content().equals("later")) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(text.responseUrl()))
                        .POST(BodyPublishers.ofString(
                                "{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"it is later\"}}"))
                        .build();
                HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
                return null;
            }
            streams.put(text.content(), new AtomicInteger());
            return Reply.stream(text.content(), text.content(), false);
        }

        @WeComMessageHandler
        Reply polled(Bot.StreamPolled poll) {
            int count = streams.get(poll.streamId()).incrementAndGet();
            return switch (poll.streamId()) {
                case "count" ->
                    count == 3
                            ? Reply.stream("count", "done", true)
                            : Reply.stream("count", count == 1 ? "count 1" : "count 1 2", false);
                case "two streams" -> Reply.stream("another", "done", true);
                default -> Reply.stream(poll.streamId(), "on and on", false);
            };
        }
    }
}
