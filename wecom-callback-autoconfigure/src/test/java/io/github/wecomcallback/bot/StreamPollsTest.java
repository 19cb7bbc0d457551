// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.LogCapture;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import reactor.core.publisher.Flux;

/** Who answers the platform when it asks. */
class StreamPollsTest {

    private static final String LOST = "live-0123456789abcdef0123456789abcdef";

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final Own own = new Own();
    private final BotNode bot =
            BotNode.of(BotNode.SETTINGS, new BotNode.Answers(text -> Reply.stream(Flux.just("all"))), own);

    @AfterEach
    void close() {
        bot.close();
    }

    @Test
    void handlers_see_nothing_of_polls_for_known_streams() {
        assertThat(bot.read("m1").content()).isEqualTo("all");

        assertThat(own.asked).isEmpty();
    }

    @Test
    void the_streams_of_the_application_are_its_own() {
        own.reply = Reply.stream("mine", "so far", false);

        Part part = bot.poll("mine");

        assertThat(part.content()).isEqualTo("so far");
        assertThat(own.asked).containsExactly("mine");
    }

    @Test
    void the_application_may_have_nothing_new_to_say() {
        CallbackResponse response = bot.postPoll("mine");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void a_stream_of_before_a_restart_ends_with_the_sentence() {
        Part part = bot.poll(LOST);

        assertThat(part.isLast()).isTrue();
        assertThat(part.id()).isEqualTo(LOST);
        assertThat(part.content()).isEqualTo("出错了");
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("wecom.callback.guard.store=redis");
    }

    @Test
    void the_application_may_know_better_what_to_say_then() {
        own.reply = Reply.stream(LOST, "please ask again", true);

        assertThat(bot.poll(LOST).content()).isEqualTo("please ask again");
    }

    @Test
    void a_poll_may_begin_a_stream_of_its_own() {
        own.reply = Reply.stream(Flux.just("begun ", "late"));

        Part first = bot.poll("mine");
        Part last = bot.pollToTheEnd("mine");

        assertThat(first.id()).isEqualTo("mine");
        assertThat(last.content()).isEqualTo("begun late");
        assertThat(own.asked).containsExactly("mine");
    }

    @Test
    void a_poll_without_an_id_is_nobodys() {
        CallbackResponse response = bot.post("""
                {"msgid":"p1","aibotid":"b1","from":{"userid":"li.wei"},"msgtype":"stream","stream":{}}""");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    static final class Own {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile @Nullable Reply reply;

        @WeComMessageHandler
        @Nullable Reply polled(Bot.StreamPolled poll) {
            if (poll.streamId() != null) {
                asked.add(poll.streamId());
            }
            return reply;
        }
    }
}
