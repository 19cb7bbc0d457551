// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.WeCom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class ReplyTest {

    private static final Instant NOW = Instant.ofEpochSecond(1767252259);
    private static final String PICTURE = "https://wwimg.example.com/a/1.png";
    private static final String PAGE = "https://portal.example.com/a/1";

    static final List<Arguments> SAMPLES = List.of(
            Arguments.of("reply.text.xml", Reply.text("已收到，我们会在今天内答复。")),
            Arguments.of("reply.image.xml", Reply.image("3Bq7ZtVwX0yRkP5sLm2hD8nCjG4fUaE1")),
            Arguments.of("reply.voice.xml", Reply.voice("3Dv9LpQeR6tYuI1oAsDfGhJkZxCvBnM2")),
            Arguments.of("reply.video.xml", Reply.video("3Kx5NwTyH8gBvFcDrEsWaQzXmLpOiU7j", "操作演示", "两分钟上手")),
            Arguments.of(
                    "reply.news.xml",
                    Reply.news(
                            new Article("入职指引", "第一天要做的事", PAGE, PICTURE),
                            new Article("报销须知", "票据要求", PAGE, PICTURE))));

    private final WeComMessage message = Payload.of(WeCom.sample("msg.text.xml"));

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void a_reply_says_what_the_sample_says(String sample, Reply reply) {
        Payload expected = Payload.of(WeCom.sample(sample));

        Payload written = Payload.of(reply.plaintext(message, expected.createTime()));

        assertThat((Object) written.fields()).isEqualTo(expected.fields());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void receiver_and_sender_are_exchanged(String sample, Reply reply) {
        assertThat(reply.plaintext(message, NOW))
                .startsWith("<xml><ToUserName><![CDATA[chen.yu]]></ToUserName>"
                        + "<FromUserName><![CDATA[" + WeCom.CORP_ID + "]]></FromUserName>"
                        + "<CreateTime>1767252259</CreateTime><MsgType><![CDATA[")
                .endsWith("></xml>");
    }

    @Test
    void who_is_not_known_is_empty() {
        Payload written = Payload.of(Reply.text("hi").plaintext(Payload.of("<xml/>"), NOW));

        assertThat(written.toUserName()).isEmpty();
        assertThat(written.fromUserName()).isEmpty();
        assertThat(written.get("Content")).isEqualTo("hi");
    }

    @Test
    void a_user_id_with_marks_in_it_stays_one() {
        Payload odd = Payload.of("<xml><FromUserName><![CDATA[a]]]]><![CDATA[><b>&]]></FromUserName></xml>");

        Payload written = Payload.of(Reply.text("hi").plaintext(odd, NOW));

        assertThat(written.toUserName()).isEqualTo("a]]><b>&");
    }

    @Test
    void a_raw_reply_is_sent_as_it_is() {
        assertThat(Reply.raw("{\"any\":\"thing\"}").plaintext(message, NOW)).isEqualTo("{\"any\":\"thing\"}");
    }

    static Stream<Reply> replies() {
        return Stream.of(
                Reply.text("secret"),
                Reply.raw("secret"),
                Reply.video("media", "secret", "secret"),
                Reply.news(new Article("secret", "secret", "secret", "secret")));
    }

    @Test
    void a_reply_does_not_show_what_it_says() {
        assertThat(replies()).noneMatch(reply -> reply.toString().contains("secret"));
        assertThat(Reply.text("secret")).hasToString("TextReply[6 characters]");
        assertThat(Reply.raw("secret")).hasToString("RawReply[6 characters]");
        assertThat(Reply.news(new Article("", "", "", ""))).hasToString("NewsReply[1 articles]");
    }
}
