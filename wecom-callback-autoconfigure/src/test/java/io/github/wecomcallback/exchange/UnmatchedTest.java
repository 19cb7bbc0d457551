// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class UnmatchedTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final WeCom weCom = new WeCom();
    private final Callbacks callbacks = Callbacks.to().build();

    @Test
    void what_nobody_handles_is_acknowledged_and_counted() {
        CallbackResponse first = post(WeCom.text("hello", 1));
        CallbackResponse second = post(WeCom.text("hello", 2));

        assertThat(List.of(first.status(), second.status())).containsOnly(200);
        assertThat(first.body()).isEmpty();
        assertThat(callbacks.statistics().countUnmatched()).isEqualTo(2);
        assertThat(callbacks.statistics().count(Outcome.Status.COMPLETED)).isEqualTo(2);
    }

    @Test
    void a_redelivery_of_it_is_not_counted_again() {
        post(WeCom.text("hello", 1));
        post(WeCom.text("hello", 1));

        assertThat(callbacks.statistics().countUnmatched()).isEqualTo(1);
    }

    @Test
    void each_kind_is_logged_once() {
        for (int i = 0; i < 3; i++) {
            post(WeCom.text("hello", i));
            post(WeCom.sample("change_contact.create_user.xml"));
            post(WeCom.sample("change_contact.update_user.xml"));
        }

        assertThat(log.messages(Level.INFO))
                .satisfiesExactly(
                        text -> assertThat(text).contains("'text'", "'default'"),
                        created -> assertThat(created).contains("'change_contact/create_user'"),
                        updated -> assertThat(updated).contains("'change_contact/update_user'"));
    }

    @Test
    void what_is_handled_is_not_logged() {
        Callbacks handled = Callbacks.to(new Pasted()).build();

        handled.post(weCom.deliver(WeCom.text("hello", 1)));

        assertThat(log.text()).isEmpty();
    }

    @Test
    void a_kind_with_a_record_gets_a_handler_that_takes_it() {
        post(WeCom.sample("change_contact.create_user.xml"));

        assertThat(log.messages(Level.INFO)).singleElement().asString().endsWith("""

                            @WeComEventHandler
                            void handle(Contact.UserCreated message) {
                            }
                        """);
    }

    @Test
    void a_kind_without_a_record_gets_a_handler_with_selectors() {
        post("<xml><MsgType>event</MsgType><Event>brand_new</Event><ChangeType>begin</ChangeType></xml>");

        assertThat(log.messages(Level.INFO)).singleElement().asString().endsWith("""

                            @WeComEventHandler(event = "brand_new", changeType = "begin")
                            void handle(WeComMessage message) {
                            }
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><MsgType>text</MsgType></xml>",
                "<xml><MsgType>event</MsgType><Event>brand_new</Event><ChangeType>begin</ChangeType></xml>",
                "<xml><MsgType>event</MsgType><Event>brand_new</Event></xml>",
                "{\"msgtype\":\"brand_new\",\"open_kfid\":\"wk1\"}",
                "<xml><Nothing>1</Nothing></xml>"
            })
    void the_handler_that_is_suggested_receives_what_was_missed(String plaintext) {
        Callbacks pasted = Callbacks.to(new Pasted()).build();

        pasted.post(weCom.deliver(plaintext));
        post(plaintext);

        assertThat(pasted.statistics().countUnmatched()).isZero();
        assertThat(log.messages(Level.INFO))
                .singleElement()
                .satisfies(message -> assertThat(Pasted.SUGGESTIONS)
                        .anySatisfy(suggestion -> assertThat(message).contains(suggestion)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MsgType", "Event", "ChangeType"})
    void a_payload_cannot_forge_lines_of_the_log_by_the_name_of_its_kind(String element) {
        String evil = "x\n2026-01-01 ERROR forged\u2028\u0085 \"); System.exit(1); //\\u0022";
        String kind = "<MsgType>event</MsgType><Event>a</Event><ChangeType>b</ChangeType>"
                .replaceAll("(<" + element + ">)\\w+", "$1<![CDATA[" + evil.replace("\\", "\\\\") + "]]>");

        post("<xml>" + kind + "</xml>");

        assertThat(log.messages(Level.INFO)).singleElement().satisfies(message -> {
            assertThat(message.lines().filter(line -> line.contains("forged")))
                    .allMatch(line -> line.contains("x?2026-01-01?ERROR?forged"));
            assertThat(message).doesNotContain("\u2028", "\u0085");
            assertThat(message.lines().filter(line -> line.contains("@WeCom")))
                    .allMatch(line -> line.matches("    @WeCom\\w+Handler\\((\\w+ = \"[^\"\\\\]*\"(, )?)+\\)"));
        });
    }

    @Test
    void a_payload_cannot_fill_the_log_by_a_long_name_of_its_kind() {
        post("<xml><MsgType>" + "x".repeat(100_000) + "</MsgType></xml>");

        assertThat(log.messages(Level.INFO))
                .singleElement()
                .satisfies(message -> assertThat(message.length()).isLessThan(1_000));
    }

    private CallbackResponse post(String plaintext) {
        return callbacks.post(weCom.deliver(plaintext));
    }

    /** The suggestions as somebody would have pasted them. */
    static final class Pasted {

        static final List<String> SUGGESTIONS = List.of(
                "@WeComMessageHandler\n    void handle(UserMessage.Text message)",
                "@WeComEventHandler(event = \"brand_new\", changeType = \"begin\")\n    void handle(WeComMessage message)",
                "@WeComEventHandler(event = \"brand_new\")\n    void handle(WeComMessage message)",
                "@WeComMessageHandler(type = \"brand_new\", source = Source.KF)\n    void handle(WeComMessage message)",
                "@WeComMessageHandler(type = \"\")\n    void handle(WeComMessage message)");

        @WeComMessageHandler
        void text(UserMessage.Text message) {}

        @WeComEventHandler(event = "brand_new", changeType = "begin")
        void begun(WeComMessage message) {}

        @WeComEventHandler(event = "brand_new")
        void brandNew(WeComMessage message) {}

        @WeComMessageHandler(type = "brand_new", source = Source.KF)
        void customer(WeComMessage message) {}

        @WeComMessageHandler(type = "")
        void untyped(WeComMessage message) {}
    }
}
