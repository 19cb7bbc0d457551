// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.delivery.RedisClaimStore;
import io.github.wecomcallback.delivery.SharedRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Redis;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Flux;

/** Streams with which interceptors answer. */
class InterceptorStreamTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void an_interceptor_may_answer_with_a_stream() {
        BotNode bot = opened(BotNode.through(answering()));

        Part first = bot.write("m1");

        assertThat(first.isLast()).isFalse();
        assertThat(first.id()).matches("live-[0-9a-f]{32}");
        assertThat(bot.pollToTheEnd(first.id()).content()).isEqualTo("answer 1");
    }

    @Test
    void all_deliveries_of_a_message_get_the_same_stream_and_what_was_made_for_the_others_is_closed() {
        BotNode bot = opened(BotNode.through(answering()));

        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(bot.write("m1").id());
        }
        String other = bot.write("m2").id();

        assertThat(ids).containsOnly(ids.get(0));
        assertThat(other).isNotEqualTo(ids.get(0));
        assertThat(made).hasValue(5);
        assertThat(bot.statistics().countOpened()).isEqualTo(2);
        assertThat(bot.pollToTheEnd(ids.get(0)).content()).isEqualTo("answer 1");
        assertThat(bot.pollToTheEnd(other).content()).isEqualTo("answer 5");
        await().untilAsserted(() -> assertThat(closed).hasValue(5));
    }

    @Test
    void a_stream_in_the_place_of_that_of_a_handler_is_another() {
        List<Reply> replaced = new ArrayList<>();
        BotNode bot = opened(BotNode.through(
                (exchange, chain) -> {
                    Outcome outcome = chain.proceed();
                    if (outcome.reply() == null) {
                        return outcome;
                    }
                    replaced.add(outcome.reply());
                    return Outcome.replied(Reply.stream(Flux.just("of the interceptor")));
                },
                new BotNode.Answers(text -> Reply.stream(Flux.just("of the handler")))));

        Part first = bot.write("m1");

        assertThat(bot.pollToTheEnd(first.id()).content()).isEqualTo("of the interceptor");
        assertThat(replaced).hasSize(1);
        assertThat(bot.statistics().countOpened()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_two_nodes_one_begins_it(boolean sharesStreams) {
        LettuceConnectionFactory redis = Redis.shared().connections();
        open.push(redis::destroy);
        StreamStore store = sharesStreams ? new RedisStreamStore(redis, null) : null;
        // The first connection takes longer than a node waits.
        new RedisStreamStore(redis, null).ask(new StreamKey("nobody", "", "nothing"));
        BotNode one = node(redis, store);
        BotNode two = node(redis, store);
        String message = UUID.randomUUID().toString();

        Part first = one.write(message);
        CallbackResponse again = two.post(BotNode.text(message));

        if (sharesStreams) {
            assertThat(two.part(again)).isEqualTo(first);
            assertThat(two.pollToTheEnd(first.id()).content()).isEqualTo("answer 1");
        } else {
            assertThat(again.status()).isEqualTo(503);
        }
        assertThat(one.pollToTheEnd(first.id()).content()).isEqualTo("answer 1");
        assertThat(two.statistics().countOpened()).isZero();
        await().untilAsserted(() -> assertThat(closed).hasValue(2));
    }

    private BotNode node(LettuceConnectionFactory redis, @Nullable StreamStore store) {
        SharedRedeliveryGuard guard = new SharedRedeliveryGuard(
                new RedisClaimStore(redis),
                null,
                task -> task,
                new SharedRedeliveryGuard.Settings(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10), 1_000, 100));
        open.push(guard::destroy);
        return opened(BotNode.sharing(store, guard, answering()));
    }

    @Test
    void what_the_message_does_not_accept_is_refused_and_closed() {
        BotNode bot = opened(BotNode.through((exchange, chain) -> Outcome.replied(stream())));
        Callbacks app = Callbacks.to()
                .carriers(bot.streams())
                .interceptors((exchange, chain) -> Outcome.replied(stream()))
                .build();

        CallbackResponse ofBot = bot.post(WeCom.sample("bot.event.enter_chat.json"));
        CallbackResponse ofApp = app.post(new WeCom().deliver(WeCom.text("hi", 1)));

        assertThat(List.of(ofBot, ofApp)).allSatisfy(response -> {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        });
        assertThat(log.messages(Level.ERROR))
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).contains("STREAM", "acknowledged without it"));
        assertThat(closed).hasValue(2);
        assertThat(bot.statistics().countOpened()).isZero();
    }

    private BotNode opened(BotNode node) {
        open.push(node);
        return node;
    }

    /** Answers all that people write. */
    private CallbackInterceptor answering() {
        return (exchange, chain) ->
                exchange.message().kind().type().equals("text") ? Outcome.replied(stream()) : chain.proceed();
    }

    private Reply stream() {
        return Reply.stream(Stream.of("answer ", "" + made.incrementAndGet()).onClose(closed::incrementAndGet));
    }
}
