// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** How long streams last, and how many there are. */
class StreamBoundsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.DEBUG);

    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    private BotNode bot;

    private BotNode answering(LiveStreamReply reply) {
        bot = BotNode.answering(text -> reply);
        return bot;
    }

    @AfterEach
    void close() {
        bot.close();
    }

    private LiveStreamReply never() {
        return Reply.stream(Flux.<String>never()
                .doOnCancel(() -> cancelled.complete(true))
                .doOnSubscribe(subscription -> subscribed.countDown()));
    }

    /** The platform asks every ten seconds. */
    private Part passAsking(String id, int seconds) {
        Part part = bot.poll(id);
        for (int passed = 0; passed < seconds; passed += 10) {
            bot.pass(Duration.ofSeconds(10));
            part = bot.poll(id);
        }
        return part;
    }

    @Test
    void a_source_that_stays_silent_is_given_up_and_cancelled() throws Exception {
        answering(never());
        String id = bot.write("m1").id();
        subscribed.await();

        assertThat(passAsking(id, 50).isLast()).isFalse();
        Part last = passAsking(id, 10);

        assertThat(last.isLast()).isTrue();
        assertThat(last.content()).isEqualTo("出错了");
        assertThat(cancelled).succeedsWithin(SOON);
        assertThat(bot.statistics().count(StreamEnd.SILENT)).isOne();
    }

    @Test
    void a_source_that_falls_silent_midway_keeps_what_it_said() {
        answering(Reply.stream(Flux.just("well").concatWith(Flux.never())));
        String id = bot.write("m1").id();
        bot.pollUntil(id, part -> !part.content().isEmpty());

        Part last = passAsking(id, 60);

        assertThat(last.isLast()).isTrue();
        assertThat(last.content()).isEqualTo("well\n\n出错了");
    }

    @Test
    void a_slow_source_is_waited_for() {
        Sinks.Many<String> words = Sinks.many().unicast().onBackpressureBuffer();
        answering(Reply.stream(words.asFlux()));
        String id = bot.write("m1").id();

        for (int i = 1; i <= 5; i++) {
            int length = i;
            passAsking(id, 50);
            words.tryEmitNext("字");
            bot.pollUntil(id, part -> part.content().length() == length);
        }
        words.tryEmitComplete();

        assertThat(bot.pollToTheEnd(id).content()).isEqualTo("字字字字字");
    }

    @Test
    void what_takes_too_long_is_cut() {
        Sinks.Many<String> words = Sinks.many().unicast().onBackpressureBuffer();
        answering(Reply.stream(words.asFlux().doOnCancel(() -> cancelled.complete(true))));
        String id = bot.write("m1").id();

        for (int i = 1; i <= 7; i++) {
            int length = i;
            words.tryEmitNext("x");
            bot.pollUntil(id, part -> part.content().length() == length);
            passAsking(id, i < 7 ? 50 : 40);
        }
        Part last = passAsking(id, 10);

        assertThat(last.isLast()).isTrue();
        assertThat(last.content()).isEqualTo("xxxxxxx…");
        assertThat(cancelled).succeedsWithin(SOON);
        assertThat(bot.statistics().count(StreamEnd.CUT)).isOne();
    }

    @Test
    void a_source_is_cancelled_when_the_platform_stops_asking() throws Exception {
        answering(never());
        String id = bot.write("m1").id();
        subscribed.await();
        bot.poll(id);

        bot.pass(Duration.ofSeconds(29));
        assertThat(cancelled).isNotDone();
        bot.pass(Duration.ofSeconds(1));

        assertThat(cancelled).succeedsWithin(SOON);
        assertThat(bot.statistics().count(StreamEnd.CANCELLED)).isOne();
        assertThat(bot.poll(id).isLast()).isTrue();
    }

    @Test
    void a_source_that_waits_for_a_thread_in_vain_is_never_put_to_work() {
        List<Runnable> waiting = new CopyOnWriteArrayList<>();
        AtomicInteger read = new AtomicInteger();
        LiveStreamReply reply = Reply.stream(Stream.of("x").peek(piece -> read.incrementAndGet()));
        bot = BotNode.on(waiting::add, new BotNode.Answers(text -> reply));
        bot.write("m1");

        bot.pass(Duration.ofSeconds(30));
        waiting.forEach(Runnable::run);

        assertThat(read).hasValue(0);
    }

    @Test
    void a_writer_that_waits_is_interrupted_and_closed() {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Throwable> interrupted = new CompletableFuture<>();
        answering(Reply.streamed(sink -> {
            try {
                waiting.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException ex) {
                assertThat(sink.isCancelled()).isTrue();
                interrupted.complete(ex);
                throw ex;
            }
        }));
        bot.write("m1");
        await().until(() -> waiting.getCount() == 0);

        bot.pass(Duration.ofSeconds(30));

        assertThat(interrupted).succeedsWithin(SOON);
        assertThat(log.messages(Level.ERROR)).isEmpty();
    }

    @Test
    void a_java_stream_that_waits_is_closed() {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch freed = new CountDownLatch(1);
        Stream<String> deaf = Stream.generate(() -> {
                    waiting.countDown();
                    boolean interrupted = false;
                    while (freed.getCount() > 0) {
                        try {
                            freed.await();
                        } catch (InterruptedException ex) {
                            interrupted = true;
                        }
                    }
                    return "freed";
                })
                .onClose(() -> {
                    freed.countDown();
                    cancelled.complete(true);
                });
        answering(Reply.stream(deaf));
        String id = bot.write("m1").id();
        await().until(() -> waiting.getCount() == 0);

        bot.pass(Duration.ofSeconds(30));

        assertThat(cancelled).succeedsWithin(SOON);
        assertThat(bot.poll(id).content()).isEqualTo("出错了");
    }

    @Test
    void a_finished_stream_is_known_for_a_while_and_then_forgotten() {
        answering(Reply.stream(Flux.just("all")));
        String id = bot.read("m1").id();

        bot.pass(Duration.ofSeconds(29));
        assertThat(bot.poll(id).content()).isEqualTo("all");
        bot.pass(Duration.ofSeconds(1));

        assertThat(bot.streams().size()).isZero();
    }

    @Test
    void a_finished_stream_that_nobody_asks_for_is_forgotten_too() {
        answering(Reply.stream(Flux.just("all")));
        bot.write("m1");
        await().until(() -> bot.statistics().count(StreamEnd.FINISHED) == 1);

        bot.pass(Duration.ofSeconds(29));
        assertThat(bot.streams().size()).isOne();
        bot.pass(Duration.ofSeconds(1));
        bot.pass(Duration.ofSeconds(30));

        assertThat(bot.streams().size()).isZero();
    }

    private static StreamSettings atMost(int maxOpen) {
        StreamSettings usual = BotNode.SETTINGS;
        return new StreamSettings(
                maxOpen,
                usual.maxDuration(),
                usual.silence(),
                usual.pollTimeout(),
                usual.cutTail(),
                usual.failureText(),
                usual.busyText());
    }

    @Test
    void beyond_the_most_a_stream_is_refused_and_its_source_left_alone() {
        AtomicInteger subscribed = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        bot = BotNode.of(
                atMost(2),
                new BotNode.Answers(text -> text.msgId().startsWith("java")
                        ? Reply.stream(Stream.of("x").onClose(closed::incrementAndGet))
                        : Reply.stream(
                                Flux.<String>never().doOnSubscribe(subscription -> subscribed.incrementAndGet()))));
        String first = bot.write("m1").id();
        bot.write("m2");
        await().until(() -> subscribed.get() == 2);

        Part refused = bot.write("m3");
        Part closedOne = bot.write("java");

        assertThat(refused.isLast()).isTrue();
        assertThat(refused.content()).isEqualTo("太忙了");
        assertThat(closedOne.isLast()).isTrue();
        assertThat(subscribed).hasValue(2);
        assertThat(closed).hasValue(1);
        assertThat(bot.statistics().countRefused()).isEqualTo(2);
        assertThat(bot.statistics().countOpen()).isEqualTo(2);
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("No room for a stream");

        bot.pass(Duration.ofSeconds(30));
        assertThat(bot.poll(first).isLast()).isTrue();
        assertThat(bot.write("m4").isLast()).isFalse();
    }

    @Test
    void no_more_are_kept_after_their_end_than_may_be_open() {
        bot = BotNode.of(atMost(3), new BotNode.Answers(text -> Reply.stream(Flux.just("all"))));

        for (int i = 0; i < 20; i++) {
            assertThat(bot.read("m" + i).content()).isEqualTo("all");
        }

        assertThat(bot.streams().size()).isEqualTo(3);
    }

    @Test
    void what_is_finished_and_not_yet_asked_for_takes_up_room() {
        bot = BotNode.of(atMost(1), new BotNode.Answers(text -> Reply.stream(Flux.just("all"))));
        String first = bot.write("m1").id();
        await().until(() -> bot.statistics().count(StreamEnd.FINISHED) == 1);

        assertThat(bot.write("m2").content()).isEqualTo("太忙了");

        assertThat(bot.poll(first).content()).isEqualTo("all");
        assertThat(bot.write("m3").content()).isEmpty();
    }

    @Test
    void a_shutdown_ends_all_that_are_open() throws Exception {
        answering(never());
        String id = bot.write("m1").id();
        subscribed.await();

        bot.streams().stop();

        assertThat(bot.streams().isRunning()).isFalse();
        assertThat(bot.poll(id).isLast()).isTrue();
        assertThat(bot.poll(id).content()).isEqualTo("出错了");
        assertThat(cancelled).succeedsWithin(SOON);
        assertThat(bot.write("m2").content()).isEqualTo("太忙了");
    }

    @Test
    void after_a_new_start_streams_are_begun_and_looked_after_as_before() throws Exception {
        answering(never());
        bot.write("m1");
        subscribed.await();
        bot.streams().stop();

        bot.streams().start();
        String id = bot.write("m2").id();

        assertThat(bot.streams().isRunning()).isTrue();
        assertThat(bot.poll(id).isLast()).isFalse();
        assertThat(timers()).isPositive();
    }

    @Test
    void there_are_no_threads_before_the_first_stream_and_none_after_a_shutdown() {
        bot = BotNode.answering(text -> Reply.stream(Flux.<String>never()));
        assertThat(timers()).isZero();

        bot.write("m1");
        await().until(() -> timers() == 1);
        bot.close();

        await().until(() -> timers() == 0);
    }

    private static long timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wecom-stream-"))
                .count();
    }

    @Test
    void a_thread_that_cannot_be_had_ends_the_stream() {
        bot = BotNode.answering(text -> Reply.stream(Flux.just("all")));
        bot.streams().destroy();
        bot.streams().start();

        assertThat(bot.read("m1").content()).isEqualTo("出错了");
    }
}
