// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.AppEvent;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The commands, as they are typed, against an application that runs. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = SimulatorTest.App.class)
class SimulatorTest {

    private static final String TOKEN = "defaultToken";
    private static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @LocalServerPort
    private int port;

    @Autowired
    private Handlers handlers;

    @TempDir
    private Path folder;

    @BeforeEach
    void forget() {
        handlers.received.clear();
    }

    @Test
    void a_url_is_verified() {
        assertThat(run("verify")).isZero();

        assertThat(out.toString()).contains("verified: the admin console would accept the URL");
    }

    @Test
    void a_url_that_is_not_the_accounts_is_not_verified() {
        int code = Simulator.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "verify",
                "--url",
                url(),
                "--token",
                "otherToken",
                "--aes-key",
                KEY,
                "--corp-id",
                "ww0123456789abcdef");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("not verified: the answer was 403. Token, key or receive id");
    }

    @Test
    void an_event_is_sent_with_the_fields_that_are_set() {
        assertThat(run("send", "change_contact.create_user", "--set", "UserID=u1", "--unset", "Mobile"))
                .isZero();

        assertThat(out.toString()).contains("delivery 1: 200 after").contains("acknowledged, no reply");
        Contact.UserCreated event =
                (Contact.UserCreated) handlers.received.get(0).typed();
        assertThat(event.userId()).isEqualTo("u1");
        assertThat(event.has("Mobile")).isFalse();
    }

    @Test
    void the_decrypted_reply_is_printed() {
        assertThat(run("send", "--text", "hi=x,y", "--from", "chen.yu")).isZero();

        assertThat(out.toString())
                .contains("acknowledged with a reply")
                .contains("<Content><![CDATA[收到:hi=x,y]]></Content>")
                .contains("<ToUserName><![CDATA[chen.yu]]></ToUserName>");
    }

    @Test
    void what_is_not_acknowledged_is_delivered_three_times_more() {
        assertThat(run("send", "event.enter_agent", "-v")).isEqualTo(1);

        assertThat(handlers.received)
                .filteredOn(AppEvent.Entered.class::isInstance)
                .hasSize(4);
        assertThat(out.toString())
                .contains("<Event><![CDATA[enter_agent]]></Event>")
                .contains("delivery 4: 500")
                .doesNotContain("delivery 5")
                .contains("never acknowledged. A handler failed");
    }

    @Test
    void a_wrong_signature_is_refused() {
        assertThat(run("send", "msg.text", "--tampered", "--once")).isEqualTo(1);

        assertThat(out.toString()).contains("delivery 1: 403").doesNotContain("delivery 2");
        assertThat(handlers.received).isEmpty();
    }

    @Test
    void a_file_is_replayed_line_by_line() throws Exception {
        Path file = Files.writeString(folder.resolve("recorded.jsonl"), """
                {"sample": "change_contact.create_user", "set": {"UserID": "u7"}}

                <xml><MsgType>text</MsgType><Content>recorded</Content><MsgId>77</MsgId></xml>
                """);

        assertThat(run("replay", file.toString())).isZero();

        assertThat(handlers.received).hasSize(2);
        assertThat(handlers.received.get(0).get("UserID")).isEqualTo("u7");
        assertThat(handlers.received.get(1).get("Content")).isEqualTo("recorded");
        assertThat(out.toString()).contains("2 sent, 0 never acknowledged");
    }

    @Test
    void what_was_recorded_long_ago_can_be_replayed() throws Exception {
        Path file = Files.writeString(folder.resolve("old.jsonl"), """
                <xml><CreateTime>1767232861</CreateTime><MsgType>text</MsgType><MsgId>79</MsgId></xml>
                {"msgid":"m80","create_time":1767232861,"msgtype":"event","event":{"eventtype":"enter_chat"}}
                {"notify_type":"REFUND","id":"e81","create_time":"2026-01-01T10:20:30+08:00","event_type":"REFUND.SUCCESS","resource":{}}
                """);

        assertThat(run("replay", file.toString())).as(out.toString()).isZero();

        assertThat(handlers.received)
                .hasSize(3)
                .allSatisfy(message ->
                        assertThat(message.createTime()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)));
    }

    @Test
    void a_file_may_hold_one_plaintext_over_several_lines() throws Exception {
        Path file = Files.writeString(
                folder.resolve("text.xml"), "<xml>\n<MsgType>text</MsgType>\n<MsgId>78</MsgId>\n</xml>");

        assertThat(run("replay", file.toString())).isZero();

        assertThat(handlers.received).hasSize(1);
    }

    @Test
    void a_load_is_summed_up() {
        assertThat(run("load", "--rate", "100", "--for", "500ms", "--warm-up", "100ms"))
                .isZero();

        assertThat(out.toString())
                .containsPattern("50 sent, 50 acknowledged, 0 redeliveries, 0 never acknowledged")
                .containsPattern("latency: p50 [\\d.]+, p90 [\\d.]+, p99 [\\d.]+, max [\\d.]+ ms");
        assertThat(handlers.received).hasSize(60);
    }

    @Test
    void a_load_fails_when_a_message_is_never_acknowledged() {
        int code = run("load", "--rate", "20", "--for", "100ms", "--warm-up", "0s", "msg.text", "event.enter_agent");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains("2 sent, 1 acknowledged, 3 redeliveries, 1 never acknowledged")
                .contains("never acknowledged: 1 times 500");
    }

    @Test
    void the_applications_own_configuration_will_do() throws Exception {
        Path file = Files.writeString(folder.resolve("application.yml"), """
                server:
                  port: %d
                wecom:
                  callback:
                    apps:
                      bot:
                        kind: bot
                        token: botToken
                        aes-key: fbcdefghijklmnopqrstuvwxyz0123456789ABCDEFG
                """.formatted(port));

        int code = execute("send", "--config", file.toString(), "--account", "bot", "--text", "hi");

        assertThat(code).isZero();
        assertThat(handlers.received)
                .singleElement()
                .satisfies(message -> assertThat(message.get("text.content")).isEqualTo("hi"));
    }

    @Test
    void profiles_of_the_applications_configuration_may_be_named() throws Exception {
        Files.writeString(folder.resolve("application-dev.yml"), """
                server.port: %d
                wecom.callback:
                  token: defaultToken
                  aes-key: %s
                """.formatted(port, KEY));
        Path file = Files.writeString(
                folder.resolve("application.yml"),
                "wecom.callback: {corp-id: ww0123456789abcdef, token: \"${NO_SUCH_TOKEN}\"}");

        assertThat(execute("send", "--config", file.toString(), "--profiles", "other,dev", "--text", "hi"))
                .isZero();
        assertThat(execute("send", "--config", file.toString(), "--text", "hi")).isEqualTo(2);

        assertThat(err.toString()).contains("--token", "${NO_SUCH_TOKEN}", "environment");
    }

    @Test
    void a_mini_program_in_plaintext_mode_is_written_to_in_the_open() {
        int code = execute(
                "send",
                "--url",
                url() + "/open-mini-program",
                "--kind",
                "mini-program",
                "--app-id",
                "wx0123456789abcdef",
                "--token",
                "openToken",
                "--plaintext",
                "miniprogram.json.text");

        assertThat(code).isZero();
        assertThat(handlers.received).hasSize(1);
    }

    @Test
    void an_account_that_the_configuration_does_not_have_is_wrong_usage() throws Exception {
        Path file =
                Files.writeString(folder.resolve("application.properties"), "wecom.callback.apps.sales.token=secret1");

        assertThat(execute("verify", "--config", file.toString(), "--account", "slaes"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("no account 'slaes'")
                .contains("sales")
                .doesNotContain("secret1");
    }

    @Test
    void nothing_that_listens_is_not_acknowledged() {
        int code = execute(
                "send",
                "--url",
                "http://localhost:1/x",
                "--token",
                TOKEN,
                "--aes-key",
                KEY,
                "--corp-id",
                "ww1",
                "msg.text");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("nothing listens at localhost:1").contains("Is the application running");
    }

    @Test
    void what_is_missing_is_named_and_no_secret_is_shown() {
        assertThat(execute(
                        "verify", "--url", url(), "--token", TOKEN, "--aes-key", "tooShortSecret", "--corp-id", "ww1"))
                .isEqualTo(2);
        assertThat(execute("send", "--url", url(), "--token", TOKEN)).isEqualTo(2);
        assertThat(run("send", "change_contact.creat_user")).isEqualTo(2);

        assertThat(err.toString())
                .contains("--aes-key ")
                .contains("Say what to send")
                .contains("There is no sample 'change_contact.creat_user'")
                .contains("change_contact.create_user")
                .doesNotContain("tooShortSecret")
                .doesNotContain(TOKEN);
    }

    @Test
    void samples_are_listed_by_word() {
        assertThat(execute("list", "contact", "create_user")).isZero();
        assertThat(execute("list", "no such thing")).isEqualTo(1);

        assertThat(out.toString().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("change_contact.create_user")
                        .contains("app"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("suite.change_contact.create_user")
                        .contains("suite"));
    }

    @Test
    void all_samples_are_listed() {
        assertThat(execute("list")).isZero();

        assertThat(out.toString().lines()).hasSize(346);
    }

    @Test
    void help_teaches() {
        assertThat(execute("--help")).isZero();
        assertThat(execute("help", "load")).isZero();
        assertThat(execute()).isEqualTo(2);

        assertThat(out.toString())
                .contains("To begin with")
                .contains("wecom verify --config")
                .contains("--rate");
    }

    private int run(String command, String... options) {
        Stream<String> target = Stream.of(
                command, "--url", url(), "--token", TOKEN, "--aes-key", KEY, "--corp-id", "ww0123456789abcdef");
        return execute(Stream.concat(target, Stream.of(options)).toArray(String[]::new));
    }

    private int execute(String... args) {
        return Simulator.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String url() {
        return "http://localhost:" + port + "/wecom/callback";
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @Import(Handlers.class)
    static class App {}

    static class Handlers {

        private final List<WeComMessage> received = new CopyOnWriteArrayList<>();

        @WeComMessageHandler
        void any(WeComMessage message) {
            received.add(message);
        }

        @WeComMessageHandler
        String text(UserMessage.Text text) {
            return "收到:" + text.content();
        }

        @WeComEventHandler
        void entered(AppEvent.Entered event) {
            received.add(event);
            throw new IllegalStateException("as the test wants it");
        }
    }
}
