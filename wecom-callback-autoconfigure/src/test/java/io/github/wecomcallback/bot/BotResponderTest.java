// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.wecomcallback.bot.PlatformServer.Request;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.reply.CardLink;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TemplateCard;
import io.github.wecomcallback.support.WeCom;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BotResponderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TemplateCard CARD = TemplateCard.textNotice()
            .title("会议室预定", "请选择时段")
            .opens(CardLink.page("https://portal.example.com/c"))
            .taskId("bt_20260101_7")
            .feedback("fb_0091")
            .build();

    private final PlatformServer platform = new PlatformServer();
    private final TestClock clock = new TestClock();
    private final BotResponder responder = new BotResponder(RestClient::create, clock);
    private final CallbackContext message = message("single", "rc_secret");

    @AfterEach
    void close() {
        platform.close();
    }

    private CallbackContext message(String chatType, String code) {
        Payload payload =
                Payload.of("""
                {"msgid":"m1","aibotid":"b1","chattype":"%s","from":{"userid":"li.wei"},"msgtype":"text",\
                "text":{"content":"hi"},"response_url":"%s"}""".formatted(chatType, platform.url("/cgi-bin/aibot/response?response_code=" + code)));
        return new CallbackContext(WeCom.bot(), Map.of(), Map.of(), new byte[0], payload, clock.instant());
    }

    private static final List<List<Object>> REPLIES = List.of(
            List.of(Reply.markdown("**已完成**：报告见附件").feedback("fb_0091"), "markdown"),
            List.of(Reply.card(CARD), "template_card"));

    @ParameterizedTest
    @FieldSource("REPLIES")
    void a_response_says_what_the_sample_says(List<Object> reply) {
        responder.respond(message, (Reply) reply.get(0));

        Request request = platform.requests().get(0);
        JsonNode sample = JSON.readTree(WeCom.sample("reply.bot.response_url." + reply.get(1) + ".json"));
        assertThat((Object) JSON.readTree(request.body())).isEqualTo(sample);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/cgi-bin/aibot/response?response_code=rc_secret");
        assertThat(request.contentType()).startsWith("application/json");
    }

    @Test
    void text_is_sent_as_markdown() {
        responder.respond(message, Reply.text("好"));
        responder.respond(message("single", "2"), "好");

        assertThat(platform.requests())
                .extracting(Request::body)
                .containsOnly("{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"好\"}}");
    }

    @Test
    void a_response_is_sent_once() {
        responder.respond(message, "first");

        fails("takes one message", () -> responder.respond(message, "second"));
        responder.respond(message("single", "another"), "third");

        assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void of_many_at_once_one_is_sent() {
        AtomicInteger refused = new AtomicInteger();

        IntStream.range(0, 8).parallel().forEach(i -> {
            try {
                responder.respond(message, "at once");
            } catch (BotResponseException ex) {
                refused.incrementAndGet();
            }
        });

        assertThat(refused).hasValue(7);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void what_was_not_taken_can_be_sent_again() {
        platform.answers(503, new byte[0]);
        fails("answered 503", () -> responder.respond(message, "first"));
        platform.answers(
                200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}".getBytes(StandardCharsets.UTF_8));
        fails("errcode 45009, api freq out of limit", () -> responder.respond(message, "second"));

        platform.answers(200, "{\"errcode\":0,\"errmsg\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
        responder.respond(message, "third");

        assertThat(platform.requests()).hasSize(3);
    }

    @Test
    void an_answer_that_nobody_understands_is_none() {
        platform.answers(200, "<html>".getBytes(StandardCharsets.UTF_8));

        fails("no JSON", () -> responder.respond(message, "hi"));
    }

    @Test
    void a_platform_that_does_not_answer_says_so() {
        platform.close();

        fails("does not answer", () -> responder.respond(message, "hi"));
    }

    @Test
    void after_an_hour_it_is_too_late() {
        clock.pass(Duration.ofMinutes(60));

        fails("an hour, which is over", () -> responder.respond(message, "late"));

        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void up_to_then_it_is_not() {
        clock.pass(Duration.ofMinutes(59));

        responder.respond(message, "in time");

        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void a_message_without_a_response_url_cannot_be_responded_to() {
        CallbackContext entered = new CallbackContext(
                WeCom.bot(),
                Map.of(),
                Map.of(),
                new byte[0],
                Payload.of(WeCom.sample("bot.event.enter_chat.json")),
                clock.instant());

        fails("no response_url", () -> responder.respond(entered, "hi"));
    }

    @Test
    void other_replies_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> responder.respond(message, Reply.stream("s", "hi", true)))
                .withMessageContaining("StreamReply");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> responder.respond(message("group", "g"), Reply.card(CARD)))
                .withMessageContaining("single chats");
        assertThat(platform.requests()).isEmpty();
    }

    /** Nothing that is printed of the exception tells the address. */
    private static void fails(String problem, Runnable responding) {
        assertThatExceptionOfType(BotResponseException.class)
                .isThrownBy(responding::run)
                .withMessageContaining(problem)
                .satisfies(ex -> {
                    StringWriter printed = new StringWriter();
                    ex.printStackTrace(new PrintWriter(printed));
                    assertThat(printed.toString()).doesNotContain("response_code", "rc_secret");
                });
    }
}
