// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TextReplyTest {

    private static final WeComMessage TEXT = Payload.of(WeCom.text("hi", 1));

    @ParameterizedTest
    @ValueSource(
            strings = {"]]>", "a]]>b]]>c", "]]]]>>", "<a>&lt;</a>", "]]", ">", "雪 ❄ \uD83D\uDE00", "two\nlines\tand tab"
            })
    void a_text_arrives_as_it_was_written(String content) {
        assertThat(sent(content)).isEqualTo(content);
    }

    @Test
    void what_xml_has_no_place_for_is_left_out() {
        assertThat(sent("a\u0000b\uD83Dc\uFFFF]\u0001]>d")).isEqualTo("abc]]>d");
    }

    @Test
    void a_text_of_2048_bytes_is_sent_whole(CapturedOutput output) {
        String content = "字".repeat(682) + "ab";

        assertThat(sent(content)).isEqualTo(content);
        assertThat(output).doesNotContain("is cut to");
    }

    @Test
    void a_longer_text_is_cut_between_characters_and_the_log_says_so(CapturedOutput output) {
        String content = "a" + "字".repeat(682) + "\uD83D\uDE00";

        String sent = sent(content);

        assertThat(sent).isEqualTo("a" + "字".repeat(682));
        assertThat(output).contains("A reply of 2051 bytes is cut to 2048").doesNotContain("字");
    }

    @Test
    void an_emoji_is_not_torn_apart() {
        String sent = sent("ab" + "\uD83D\uDE00".repeat(600));

        assertThat(sent).isEqualTo("ab" + "\uD83D\uDE00".repeat(511));
    }

    @Test
    void a_bot_takes_a_text_for_a_greeting_only() {
        Payload greeting = write("welcome", sample("bot.event.enter_chat.json"));

        assertThat(greeting.get("msgtype")).isEqualTo("text");
        assertThat(greeting.get("text.content")).isEqualTo("welcome");
    }

    @Test
    void a_bot_is_answered_by_a_finished_stream_that_is_the_same_for_each_delivery() {
        WeComMessage message = sample("bot.text.json");

        Payload first = write("done", message);
        Payload second = write("done", message);

        assertThat(first.get("msgtype")).isEqualTo("stream");
        assertThat(first.get("stream.content")).isEqualTo("done");
        assertThat(first.get("stream.finish")).isEqualTo("true");
        assertThat(first.get("stream.id")).isEqualTo(message.msgId());
        assertThat(second.fields()).isEqualTo(first.fields());
    }

    @Test
    void a_text_ends_the_stream_that_the_platform_asks_for() {
        Payload end = write("done", sample("bot.stream.json"));

        assertThat(end.get("stream.id")).isEqualTo("st_20260101_01");
        assertThat(end.get("stream.finish")).isEqualTo("true");
    }

    @Test
    void a_stream_takes_ten_times_as_much_as_a_text() {
        Payload stream = write("字".repeat(7_000), sample("bot.text.json"));

        assertThat(stream.get("stream.content").getBytes(StandardCharsets.UTF_8))
                .hasSize(20_478);
    }

    private static String sent(String content) {
        return write(content, TEXT).get("Content");
    }

    private static Payload write(String content, WeComMessage message) {
        return Payload.of(Reply.text(content).plaintext(message, Instant.now()));
    }

    private static WeComMessage sample(String file) {
        return Payload.of(WeCom.sample(file));
    }
}
