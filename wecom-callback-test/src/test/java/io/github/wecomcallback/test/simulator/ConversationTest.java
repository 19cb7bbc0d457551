// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.test.FakeWeCom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The commands that talk: to an application that answers customers, and to a bot. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = ConversationTest.App.class,
        properties = {"wecom.callback.secret=the-secret", "wecom.callback.kf.poll-interval=200ms"})
class ConversationTest {

    private static final int API_PORT = freePort();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @LocalServerPort
    private int port;

    /** A port that is free; the API is there while a command runs. */
    @DynamicPropertySource
    static void api(DynamicPropertyRegistry registry) {
        registry.add("wecom.callback.api.base-url", () -> "http://127.0.0.1:" + API_PORT);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Test
    void what_the_application_sends_to_a_customer_is_printed() {
        assertThat(converse("快递多久到?", "谢谢")).isZero();

        assertThat(out.toString().lines().map(line -> line.replaceFirst(", \\d+ pulls$", "")))
                .containsExactly(
                        "WeCom's API is at http://127.0.0.1:" + API_PORT,
                        "customer: 快递多久到?",
                        "  text: 收到:快递多久到?",
                        "customer: 谢谢",
                        "  text: 收到:谢谢",
                        "2 replies to 2 texts");
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
        assertThat(converse("--wait", "50ms", "nobody there?")).isEqualTo(1);

        assertThat(out.toString()).contains("0 replies to 1 texts");
    }

    @Test
    void fewer_replies_than_expected_are_a_failure() {
        assertThat(converse("--wait", "500ms", "--expect-replies", "2", "hi")).isEqualTo(1);
    }

    @Test
    void an_application_that_does_not_call_is_told_where_to() {
        int code = converseAt(0, "--open-kfid", "wkElsewhere", "--wait", "50ms", "hi");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("The application did not call http://127.0.0.1:\\d+")
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
        try (FakeWeCom other = FakeWeCom.start(API_PORT)) {
            assertThat(converse("hi")).isEqualTo(2);
            assertThat(other.calls(FakeWeCom.GET_TOKEN)).isZero();
        }

        assertThat(err.toString()).contains("--port: The port " + API_PORT);
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
        return converseAt(API_PORT, options);
    }

    private int converseAt(int apiPort, String... options) {
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
                        Integer.toString(apiPort)),
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

    /** Answers customers. */
    static class Servicer {

        @WeComMessageHandler
        @Nullable String answer(Kf.Text text) {
            return text.content().equals("nobody there?") ? null : "收到:" + text.content();
        }

        @WeComEventHandler
        String welcome(Kf.SessionEntered event) {
            return "欢迎 " + event.externalUserId();
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
