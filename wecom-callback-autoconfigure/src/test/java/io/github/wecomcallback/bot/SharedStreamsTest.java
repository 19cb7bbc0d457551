// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.delivery.RedisClaimStore;
import io.github.wecomcallback.delivery.SharedRedeliveryGuard;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.StreamReply;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Two nodes, of which the platform may ask either. */
class SharedStreamsTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final Sinks.Many<String> words = Sinks.many().unicast().onBackpressureBuffer();
    private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final String message = UUID.randomUUID().toString();
    private final LettuceConnectionFactory connections = Redis.shared().connections();

    /** The first connection takes longer than a node waits. */
    @BeforeEach
    void connect() {
        store().ask(new StreamKey("nobody", "", "nothing"));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        connections.destroy();
    }

    private BotNode node(StreamStore store) {
        LiveStreamReply reply = Reply.stream(words.asFlux().doOnCancel(() -> cancelled.complete(true)));
        return opened(BotNode.sharing(store, null, new BotNode.Answers(text -> reply)));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private StreamStore store() {
        return new RedisStreamStore(connections, null);
    }

    @Test
    void either_node_can_be_asked() {
        BotNode one = node(store());
        BotNode two = node(store());
        String id = one.write(message).id();

        assertThat(two.poll(id).isLast()).isFalse();
        words.tryEmitNext("你");
        two.pollUntil(id, part -> part.content().equals("你"));
        words.tryEmitNext("好");
        one.pollUntil(id, part -> part.content().equals("你好"));
        words.tryEmitComplete();

        assertThat(two.pollToTheEnd(id).content()).isEqualTo("你好");
    }

    @Test
    void a_node_learns_that_another_was_asked() {
        BotNode one = node(store());
        BotNode two = node(store());
        String id = one.write(message).id();

        for (int i = 0; i < 4; i++) {
            one.pass(Duration.ofSeconds(10));
            two.poll(id);
            // When it has told the store of that, it has heard from it as well.
            words.tryEmitNext("x");
            int length = i + 1;
            two.pollUntil(id, part -> part.content().length() == length);
        }
        assertThat(cancelled).isNotDone();

        one.pass(Duration.ofSeconds(35));
        assertThat(cancelled).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void room_is_made_when_another_node_told_the_end() {
        BotNode one = node(store());
        BotNode two = node(store());
        String id = one.write(message).id();
        words.tryEmitNext("all");
        words.tryEmitComplete();

        two.pollToTheEnd(id);

        // Told the end by another, it is kept for half a minute and no longer.
        await().until(() -> {
            one.pass(Duration.ofSeconds(5));
            two.poll(id);
            return one.streams().size() == 0;
        });
    }

    @Test
    void deliveries_of_the_message_get_the_same_stream_from_both_nodes() {
        LiveStreamReply reply = Reply.stream(Flux.just("all"));
        List<BotNode> nodes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            nodes.add(opened(BotNode.sharing(store(), guard(), new BotNode.Answers(text -> reply))));
        }

        Part first = nodes.get(0).write(message);
        Part again = nodes.get(1).write(message);

        assertThat(again).isEqualTo(first);
        assertThat(nodes.get(1).statistics().countOpened()).isZero();
        assertThat(nodes.get(1).pollToTheEnd(first.id()).content()).isEqualTo("all");
    }

    private RedeliveryGuard guard() {
        SharedRedeliveryGuard.Settings settings = new SharedRedeliveryGuard.Settings(
                Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10), 1_000, 100);
        SharedRedeliveryGuard guard =
                new SharedRedeliveryGuard(new RedisClaimStore(connections), null, task -> task, settings);
        open.add(((DisposableBean) guard)::destroy);
        return guard;
    }

    @Test
    void a_redelivery_to_another_node_waits_for_the_store_to_be_asked() {
        TestStore store = new TestStore();
        LiveStreamReply reply = Reply.stream(Flux.just("all"));
        BotNode one = opened(BotNode.sharing(store, guard(), new BotNode.Answers(text -> reply)));
        BotNode two = opened(BotNode.sharing(store, guard(), new BotNode.Answers(text -> reply)));
        Part first = one.write(message);

        store.failing = true;
        assertThat(two.post(BotNode.text(message)).status()).isEqualTo(503);
        store.failing = false;
        assertThat(two.post(BotNode.text(message)).status()).isEqualTo(503);
        assertThat(log.messages(Level.WARN))
                .filteredOn(text -> text.contains("begun by another node"))
                .singleElement()
                .asString()
                .contains("wecom.callback.guard.store=redis");

        store.part = new StreamReply(first.id(), "all", true);
        assertThat(two.write(message)).isEqualTo(first);
    }

    @Test
    void a_node_that_is_shut_down_tells_the_others() {
        BotNode one = node(store());
        BotNode two = node(store());
        String id = one.write(message).id();
        words.tryEmitNext("so far");
        one.pollUntil(id, part -> !part.content().isEmpty());

        one.streams().stop();

        Part last = two.poll(id);
        assertThat(last.isLast()).isTrue();
        assertThat(last.content()).isEqualTo("so far\n\n出错了");
    }

    @Test
    void the_stream_of_a_node_that_died_ends_with_the_sentence() {
        TestStore store = new TestStore();
        BotNode two = node(store);
        store.part = new StreamReply("live-1", "so far", false);

        store.age = Duration.ofSeconds(20);
        assertThat(two.poll("live-1").isLast()).isFalse();
        store.age = Duration.ofSeconds(21);
        Part last = two.poll("live-1");

        assertThat(last.isLast()).isTrue();
        assertThat(last.content()).isEqualTo("so far\n\n出错了");
    }

    @Test
    void while_the_store_is_away_a_node_answers_for_its_own_streams() {
        TestStore store = new TestStore();
        BotNode one = node(store);
        store.failing = true;

        String id = one.write(message).id();
        words.tryEmitNext("all");
        words.tryEmitComplete();

        assertThat(one.pollToTheEnd(id).content()).isEqualTo("all");
        assertThat(one.postPoll("live-of-another").status()).isEqualTo(503);
        assertThat(log.messages(Level.WARN))
                .isNotEmpty()
                .allMatch(text -> text.contains("The store of streams does not answer"));

        store.failing = false;
        assertThat(one.postPoll("live-of-another").status()).isEqualTo(200);
    }

    @Test
    void a_store_that_hangs_keeps_nobody_waiting_for_long() {
        TestStore store = new TestStore();
        BotNode two = node(store);
        store.hanging = new CountDownLatch(1);

        assertThat(two.postPoll("live-1").status()).isEqualTo(503);
        store.hanging.countDown();
    }

    /** A store that does as it is told. */
    private static final class TestStore implements StreamStore {

        private volatile @Nullable StreamReply part;
        private volatile Duration age = Duration.ZERO;
        private volatile boolean failing;
        private volatile CountDownLatch hanging = new CountDownLatch(0);

        @Override
        public @Nullable Duration publish(StreamKey stream, StreamReply part, Duration keep) {
            failIfToldSo();
            return null;
        }

        @Override
        public @Nullable Published ask(StreamKey stream) {
            failIfToldSo();
            return part == null ? null : new Published(part, age);
        }

        private void failIfToldSo() {
            try {
                hanging.await();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            if (failing) {
                throw new IllegalStateException("away");
            }
        }
    }
}
