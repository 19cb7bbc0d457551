// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.CardLink;
import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TemplateCard;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Flux;

/** How streams come about. */
class BotStreamsTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final AtomicInteger subscribed = new AtomicInteger();
    private final LiveStreamReply hello =
            Reply.stream(Flux.just("hello").doOnSubscribe(subscription -> subscribed.incrementAndGet()));
    private BotNode bot;

    @AfterEach
    void close() {
        if (bot != null) {
            bot.close();
        }
    }

    @Test
    void all_deliveries_of_a_message_get_the_same_stream() {
        bot = BotNode.answering(text -> hello);

        List<String> ids =
                IntStream.range(0, 4).mapToObj(i -> bot.write("m1").id()).toList();
        String other = bot.write("m2").id();

        assertThat(ids).containsOnly(ids.get(0));
        assertThat(other).isNotEqualTo(ids.get(0));
        assertThat(bot.statistics().countOpened()).isEqualTo(2);
        assertThat(bot.pollToTheEnd(ids.get(0)).content()).isEqualTo("hello");
    }

    @Test
    void senders_and_corps_have_streams_of_their_own_though_their_messages_have_the_same_id() {
        bot = BotNode.answering(
                text -> Reply.stream(Flux.just("for " + text.from().userId() + text.content())));
        String li = bot.part(bot.post(BotNode.text("m1"))).id();
        String chen = bot.part(bot.post(BotNode.text("m1").replace("li.wei", "chen.yu")))
                .id();
        String one = bot.part(bot.post(BotNode.text("m1").replace("hi", " in one"), "wwone"))
                .id();
        String other = bot.part(bot.post(BotNode.text("m1").replace("hi", " in other"), "wwother"))
                .id();

        assertThat(Set.of(li, chen, one, other)).hasSize(4);
        assertThat(bot.pollToTheEnd(li).content()).isEqualTo("for li.weihi");
        assertThat(bot.pollToTheEnd(chen).content()).isEqualTo("for chen.yuhi");
        await().untilAsserted(() -> assertThat(
                        bot.part(bot.post(BotNode.pollOf(one), "wwone")).content())
                .isEqualTo("for li.wei in one"));
        assertThat(bot.part(bot.post(BotNode.pollOf(one), "wwother")).content())
                .as("asked for by a corp that it is not for")
                .isEqualTo("出错了");
    }

    @Test
    void the_id_is_fit_whatever_the_message_is_called() {
        bot = BotNode.answering(text -> hello);

        assertThat(bot.write("CAIQ16HMjQYY/NGagIOAAgMgq4KM0AI=" + "x".repeat(500))
                        .id())
                .matches("live-[0-9a-f]{32}");
    }

    @Test
    void where_another_handler_fails_the_stream_begins_with_the_delivery_that_succeeds() {
        Moody moody = new Moody();
        bot = BotNode.of(BotNode.SETTINGS, new BotNode.Answers(text -> hello), moody);

        CallbackResponse failed = bot.post(BotNode.text("m1"));
        assertThat(failed.status()).isEqualTo(500);
        assertThat(subscribed).hasValue(0);
        Part last = bot.read("m1");

        assertThat(last.content()).isEqualTo("hello");
        assertThat(subscribed).hasValue(1);
        assertThat(moody.calls).hasValue(2);
    }

    static final class Moody {

        private final AtomicInteger calls = new AtomicInteger();

        @WeComMessageHandler
        @Order(2)
        void fail(Bot.Text text) {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not today");
            }
        }
    }

    @Test
    void what_is_not_the_reply_is_closed_unread() {
        AtomicInteger closed = new AtomicInteger();
        bot = BotNode.of(BotNode.SETTINGS, new TwoAnswers(closed));

        Part only = bot.write("m1");

        assertThat(only.content()).isEqualTo("at once");
        assertThat(closed).hasValue(1);
        assertThat(bot.statistics().countOpened()).isZero();
    }

    static final class TwoAnswers {

        private final AtomicInteger closed;

        TwoAnswers(AtomicInteger closed) {
            this.closed = closed;
        }

        @Order(1)
        @WeComMessageHandler
        String first(Bot.Text text) {
            return "at once";
        }

        @Order(2)
        @WeComMessageHandler
        Reply second(Bot.Text text) {
            return Reply.stream(Stream.of("never read").onClose(() -> {
                closed.incrementAndGet();
                throw new IllegalStateException("closes badly");
            }));
        }
    }

    @Test
    void a_card_goes_with_the_first_part_and_a_rating_with_all() {
        TemplateCard card = TemplateCard.textNotice()
                .title("报告", "生成中")
                .opens(CardLink.page("https://example.com"))
                .build();
        bot = BotNode.answering(text -> hello.card(card).feedback("fb1"));

        Part first = bot.write("m1");
        Part last = bot.pollToTheEnd(first.id());

        assertThat(first.type()).isEqualTo("stream_with_template_card");
        assertThat(first.json().at("/template_card/main_title/title").asString())
                .isEqualTo("报告");
        assertThat(first.json().at("/stream/feedback/id").asString()).isEqualTo("fb1");
        assertThat(last.type()).isEqualTo("stream");
        assertThat(last.json().at("/stream/feedback/id").asString()).isEqualTo("fb1");
        assertThat(last.content()).isEqualTo("hello");
    }

    @Test
    void with_a_card_there_need_not_be_any_text() {
        TemplateCard card = TemplateCard.textNotice()
                .title("报告", "在此")
                .opens(CardLink.page("https://example.com"))
                .build();
        bot = BotNode.answering(text -> Reply.stream(Flux.<String>empty()).card(card));

        assertThat(bot.read("m1").content()).isEmpty();
        assertThat(bot.statistics().count(StreamEnd.FINISHED)).isOne();
    }

    @Test
    void other_replies_of_a_bot_are_as_they_were() {
        bot = BotNode.answering(text -> Reply.text("at once"));

        Part only = bot.write("m1");

        assertThat(only.isLast()).isTrue();
        assertThat(only.content()).isEqualTo("at once");
        assertThat(bot.statistics().countOpened()).isZero();
    }

    @Test
    void an_event_cannot_be_answered_with_a_stream() {
        AtomicInteger closed = new AtomicInteger();
        Greeter greeter = new Greeter(closed);
        bot = BotNode.of(BotNode.SETTINGS, greeter);

        for (String sample : List.of("bot.event.enter_chat.json", "bot.event.feedback_event.json")) {
            CallbackResponse response = bot.post(WeCom.sample(sample));

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        }
        assertThat(closed).hasValue(2);
        assertThat(bot.statistics().countOpened()).isZero();
        assertThat(log.messages(Level.ERROR))
                .hasSize(2)
                .anySatisfy(message -> assertThat(message).contains("STREAM", "accepts only [TEXT, TEMPLATE_CARD]"))
                .anySatisfy(message -> assertThat(message).contains("STREAM", "accepts none"));
    }

    static final class Greeter {

        private final AtomicInteger closed;

        Greeter(AtomicInteger closed) {
            this.closed = closed;
        }

        @WeComEventHandler
        Reply entered(Bot.ChatEntered event) {
            return Reply.stream(Stream.of("hi").onClose(closed::incrementAndGet));
        }

        @WeComEventHandler
        Reply rated(Bot.FeedbackGiven event) {
            return Reply.stream(Stream.of("thanks").onClose(closed::incrementAndGet));
        }
    }

    @Test
    void a_message_to_an_app_cannot_be_answered_with_a_stream() {
        WeCom weCom = new WeCom();
        bot = BotNode.answering(text -> hello);
        AppHandler handler = new AppHandler();
        Callbacks app = Callbacks.to(handler).carriers(bot.streams()).build();

        CallbackResponse response = app.post(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("STREAM");
        assertThat(handler.closed).hasValue(1);
    }

    static final class AppHandler {

        private final AtomicInteger closed = new AtomicInteger();

        @WeComMessageHandler
        Reply text(UserMessage.Text text) {
            return Reply.stream(Stream.of("hi").onClose(closed::incrementAndGet));
        }
    }
}
