// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.reply.Picture;
import io.github.wecomcallback.test.Transport.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the client makes of the replies of a bot, which are given to it one after the other. */
class BotClientTest {

    private static final Answer DOWN = new Answer(500, "");
    private static final Answer ACKNOWLEDGED = new Answer(200, "");

    private final Account account =
            Account.bot("token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").build();
    private final List<Payload> received = new ArrayList<>();

    @Test
    void a_stream_is_asked_for_until_it_is_finished() {
        List<String> shown = new ArrayList<>();

        BotAnswer answer = bot(
                        stream("s1", "本", false),
                        stream("s1", "本周", false),
                        stream("s1", "本周", false),
                        stream("s1", "本周完成三项", true))
                .watchedBy(shown::add)
                .ask("li.wei", "帮我总结本周工作");

        answer.expectFinished().expectText("本周完成三项");
        assertThat(answer.parts()).containsExactly("本", "本周", "本周完成三项").isEqualTo(shown);
        assertThat(answer.streamId()).isEqualTo("s1");
        assertThat(answer.polls()).isEqualTo(3);
        assertThat(answer.card()).isNull();
        assertThat(received).hasSize(4);
        assertThat(received.get(0).get("text.content")).isEqualTo("帮我总结本周工作");
        assertThat(received.subList(1, 4)).allSatisfy(poll -> {
            assertThat(poll.msgType()).isEqualTo("stream");
            assertThat(poll.get("stream.id")).isEqualTo("s1");
            assertThat(poll.get("from.userid")).isEqualTo("li.wei");
            assertThat(poll.get("aibotid")).isEqualTo(received.get(0).get("aibotid"));
        });
        assertThat(received).extracting(Payload::msgId).doesNotHaveDuplicates();
    }

    @Test
    void polls_come_from_the_chat_of_the_message() {
        WeComCallbackTester tester = tester(stream("s1", "a", false), stream("s1", "ab", true));

        new BotClient(tester)
                .every(Duration.ofMillis(1))
                .ask(tester.sample("bot.text.group").from("chen.yu"));

        Payload poll = received.get(1);
        assertThat(poll.get("chattype")).isEqualTo("group");
        assertThat(poll.get("chatid")).isEqualTo(received.get(0).get("chatid")).isNotNull();
        assertThat(poll.get("from.userid")).isEqualTo("chen.yu");
    }

    @Test
    void an_answer_that_does_not_end_is_given_up() {
        String[] parts = new String[1_000];
        Arrays.fill(parts, stream("s1", "…", false));

        BotAnswer answer = bot(parts).atMost(Duration.ofMillis(50)).ask("li.wei", "hi");

        assertThat(answer.finished()).isFalse();
        assertThat(answer.text()).isEqualTo("…");
        assertThatThrownBy(answer::expectFinished)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to finish its answer");
        assertThatThrownBy(() -> answer.expectText("本周"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("本周")
                .hasMessageContaining("…");
    }

    @Test
    void a_message_that_is_not_acknowledged_is_delivered_again_and_a_poll_is_not() {
        BotAnswer answer = new BotClient(tester(
                        DOWN,
                        DOWN,
                        sealed(stream("s1", "a", false)),
                        DOWN,
                        ACKNOWLEDGED,
                        sealed(stream("s1", "ab", true))))
                .every(Duration.ofMillis(1))
                .ask("li.wei", "hi");

        answer.expectFinished().expectText("ab");
        assertThat(answer.polls()).isEqualTo(3);
        assertThat(answer.failedPolls()).isEqualTo(1);
        assertThat(received.subList(0, 3))
                .extracting(Payload::msgId)
                .containsOnly(received.get(0).msgId());
        assertThat(received.subList(3, 6)).extracting(Payload::msgId).doesNotHaveDuplicates();
    }

    @Test
    void a_message_that_is_never_acknowledged_is_a_failure() {
        BotClient client = new BotClient(tester(DOWN, DOWN, DOWN, DOWN));

        assertThatThrownBy(() -> client.ask("li.wei", "hi"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("500");
        assertThat(received).hasSize(4);
    }

    @Test
    void a_bot_may_say_nothing() {
        BotAnswer answer = new BotClient(tester(ACKNOWLEDGED)).ask("li.wei", "hi");

        assertThat(answer.parts()).isEmpty();
        assertThat(answer.text()).isEmpty();
        assertThat(answer.finished()).isFalse();
        assertThat(answer.streamId()).isNull();
    }

    @Test
    void a_card_alone_is_the_whole_answer() {
        BotAnswer answer = bot("{\"msgtype\":\"template_card\"," + card() + "}").ask("li.wei", "hi");

        answer.expectFinished();
        assertThat(answer.card().path("card_type").asString()).isEqualTo("text_notice");
        assertThat(received).hasSize(1);
    }

    @Test
    void pictures_and_a_card_come_with_a_stream() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
        String withCard = "{\"msgtype\":\"stream_with_template_card\",\"stream\":{\"id\":\"s1\",\"content\":\"a\"},"
                + card() + "}";

        BotAnswer answer =
                bot(withCard, pictures(true, Picture.of(png), Picture.of(png))).ask("li.wei", "hi");

        answer.expectFinished();
        assertThat(answer.pictures())
                .hasSize(2)
                .allSatisfy(bytes -> assertThat(bytes).isEqualTo(png));
        assertThat(answer.card()).isNotNull();
    }

    @Test
    void what_the_platform_would_not_take_is_said() {
        Picture picture = Picture.of(new byte[] {1});
        String second = "{\"msgtype\":\"stream_with_template_card\",\"stream\":{\"id\":\"s1\"}," + card() + "}";

        fails("The id of a stream stays the same", stream("s1", "a", false), stream("s2", "ab", true));
        fails("A stream needs an id", stream("", "a", false));
        fails("at most 20480 bytes, but this has 20481", stream("s1", "图".repeat(6_827), true));
        fails("Pictures go with the part that finishes", pictures(false, picture));
        fails(
                "at most 10 pictures, but this has 11",
                pictures(true, Stream.generate(() -> picture).limit(11).toArray(Picture[]::new)));
        fails("bytes in Base64 and their MD5", pictures(true, new Picture(picture.base64(), "0")));
        fails("bytes in Base64 and their MD5", pictures(true, new Picture("?", picture.md5())));
        fails("A card goes with a stream once", second, second);
        fails("A card needs a card_type", "{\"msgtype\":\"template_card\",\"template_card\":{}}");
        fails("feedback id has at most 256 bytes", feedback("x".repeat(257)));
        fails("nothing but enter_chat", "{\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"}}");
        fails("not by ''", "{\"response_type\":\"update_template_card\"," + card() + "}");
        fails(
                "A poll is answered by the stream",
                stream("s1", "a", false),
                "{\"msgtype\":\"template_card\"," + card() + "}");
        fails("a JSON object", "[]");
    }

    @Test
    void what_is_just_allowed_passes() {
        Picture[] ten =
                Stream.generate(() -> Picture.of(new byte[] {1})).limit(10).toArray(Picture[]::new);

        bot(stream("s1", "图".repeat(6_826) + "ab", true)).ask("li.wei", "hi").expectFinished();
        assertThat(bot(pictures(true, ten)).ask("li.wei", "hi").pictures()).hasSize(10);
        bot(feedback("x".repeat(256))).ask("li.wei", "hi").expectFinished();
    }

    @Test
    void messages_may_carry_a_response_url_that_is_good() throws Exception {
        try (FakeWeCom wecom = FakeWeCom.start()) {
            bot(stream("s1", "a", true)).respondingTo(wecom).ask("li.wei", "hi");

            String url = received.get(0).get("response_url");
            new ApiClient(wecom).post(url, "{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"later\"}}");

            assertThat(wecom.sent()).extracting(SentMessage::text).containsExactly("later");
        }
    }

    @Test
    void only_bots_are_talked_to() {
        Account app = Account.app("ww1", "token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")
                .build();
        WeComCallbackTester tester =
                new WeComCallbackTester(AccountRepository.of(List.of(app)), (receiver, query, body) -> ACKNOWLEDGED);

        assertThatThrownBy(() -> new BotClient(tester))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("APP");
    }

    private void fails(String sentence, String... replies) {
        assertThatThrownBy(() -> bot(replies).ask("li.wei", "hi"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(sentence);
    }

    private BotClient bot(String... replies) {
        return new BotClient(tester(replies)).every(Duration.ofMillis(1));
    }

    private WeComCallbackTester tester(String... replies) {
        return tester(Arrays.stream(replies).map(this::sealed).toArray(Answer[]::new));
    }

    private WeComCallbackTester tester(Answer... answers) {
        Deque<Answer> left = new ArrayDeque<>(List.of(answers));
        return new WeComCallbackTester(
                AccountRepository.of(List.of(account)), (receiver, query, body) -> answer(query, body, left.remove()));
    }

    private Answer answer(String query, @Nullable String body, Answer answer) {
        String encrypted = Payload.of(String.valueOf(body)).get("encrypt");
        received.add(Payload.of(account.crypto().decrypt(encrypted).text()));
        // A reply carries the nonce of its request.
        String nonce = query.replaceFirst(".*nonce=(\\d+).*", "$1");
        if (answer.status() != 200 || answer.body().isEmpty()) {
            return answer;
        }
        String signature = account.crypto().sign("1767232861", nonce, answer.body());
        return new Answer(
                200,
                "{\"encrypt\":\"" + answer.body() + "\",\"msgsignature\":\"" + signature
                        + "\",\"timestamp\":1767232861,\"nonce\":\"" + nonce + "\"}");
    }

    private Answer sealed(String reply) {
        return new Answer(200, account.crypto().encrypt(reply, ""));
    }

    private static String stream(String id, String content, boolean finish) {
        return "{\"msgtype\":\"stream\",\"stream\":{\"id\":\"" + id + "\",\"finish\":" + finish + ",\"content\":\""
                + content + "\"}}";
    }

    private static String feedback(String id) {
        return "{\"msgtype\":\"stream\",\"stream\":{\"id\":\"s1\",\"finish\":true,\"content\":\"a\","
                + "\"feedback\":{\"id\":\"" + id + "\"}}}";
    }

    private static String pictures(boolean finish, Picture... pictures) {
        String items = Arrays.stream(pictures)
                .map(picture -> "{\"msgtype\":\"image\",\"image\":{\"base64\":\"" + picture.base64() + "\",\"md5\":\""
                        + picture.md5() + "\"}}")
                .collect(Collectors.joining(","));
        return "{\"msgtype\":\"stream\",\"stream\":{\"id\":\"s1\",\"finish\":" + finish
                + ",\"content\":\"a\",\"msg_item\":[" + items + "]}}";
    }

    private static String card() {
        return "\"template_card\":{\"card_type\":\"text_notice\"}";
    }
}
