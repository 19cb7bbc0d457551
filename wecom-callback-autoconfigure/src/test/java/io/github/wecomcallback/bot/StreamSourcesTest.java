// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Picture;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.StreamReply;
import io.github.wecomcallback.support.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.event.Level;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What a stream is made of. */
class StreamSourcesTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private BotNode bot;

    private BotNode answering(LiveStreamReply reply) {
        bot = BotNode.answering(text -> reply);
        return bot;
    }

    @AfterEach
    void close() {
        bot.close();
    }

    @Test
    void each_poll_gets_the_whole_text_so_far_and_the_last_one_the_end() {
        Sinks.Many<String> words = Sinks.many().unicast().onBackpressureBuffer();
        answering(Reply.stream(words.asFlux()));

        Part first = bot.write("m1");
        words.tryEmitNext("你");
        Part second = bot.pollUntil(first.id(), part -> !part.content().isEmpty());
        words.tryEmitNext("好");
        Part third = bot.pollUntil(first.id(), part -> part.content().length() > 1);
        words.tryEmitComplete();
        Part last = bot.pollToTheEnd(first.id());

        assertThat(first.type()).isEqualTo("stream");
        assertThat(first.content()).isEmpty();
        assertThat(second.content()).isEqualTo("你");
        assertThat(third.content()).isEqualTo("你好");
        assertThat(List.of(first, second, third)).noneMatch(Part::isLast);
        assertThat(last.content()).isEqualTo("你好");
        assertThat(List.of(second, third, last)).extracting(Part::id).containsOnly(first.id());
        assertThat(bot.statistics().count(StreamEnd.FINISHED)).isOne();
    }

    private static final List<Supplier<LiveStreamReply>> HELLO = List.of(
            () -> Reply.stream(Flux.just("he", "", "llo")),
            () -> Reply.stream(Flux.just("he", "llo").delayElements(java.time.Duration.ofMillis(1))),
            () -> Reply.stream(Stream.of("he", null, "", "llo")),
            () -> Reply.streamed(sink -> {
                sink.next("he");
                sink.next(null);
                sink.next("");
                sink.next("llo");
            }));

    @ParameterizedTest
    @FieldSource("HELLO")
    void any_source_will_do(Supplier<LiveStreamReply> reply) {
        answering(reply.get());

        assertThat(bot.read("m1").content()).isEqualTo("hello");
    }

    private static final List<Supplier<LiveStreamReply>> FAILING = List.of(
            () -> Reply.stream(Flux.error(new IllegalStateException("boom"))),
            () -> Reply.stream((Publisher<String>) subscriber -> {
                throw new IllegalStateException("boom");
            }),
            () -> Reply.stream(Stream.generate(() -> {
                throw new IllegalStateException("boom");
            })),
            () -> Reply.streamed(sink -> {
                throw new Exception("boom");
            }),
            () -> Reply.streamed(sink -> {
                throw new NoClassDefFoundError("boom");
            }));

    @ParameterizedTest
    @FieldSource("FAILING")
    void a_source_that_fails_at_once_leaves_the_sentence(Supplier<LiveStreamReply> reply) {
        answering(reply.get());

        assertThat(bot.read("m1").content()).isEqualTo("出错了");
        assertThat(bot.statistics().count(StreamEnd.FAILED)).isOne();
        await().untilAsserted(() -> assertThat(log.text()).contains("CallbackContext[default, text", "boom"));
    }

    private static final List<Supplier<LiveStreamReply>> FAILING_MIDWAY = List.of(
            () -> Reply.stream(Flux.concat(Flux.just("so", " far"), Flux.error(new Exception("boom")))),
            () -> Reply.stream(Stream.of("so", " far", "!").peek(piece -> {
                if (piece.equals("!")) {
                    throw new IllegalStateException("boom");
                }
            })),
            () -> Reply.streamed(sink -> {
                sink.next("so far");
                throw new Exception("boom");
            }));

    @ParameterizedTest
    @FieldSource("FAILING_MIDWAY")
    void a_source_that_fails_midway_ends_with_the_sentence(Supplier<LiveStreamReply> reply) {
        answering(reply.get());

        assertThat(bot.read("m1").content()).isEqualTo("so far\n\n出错了");
    }

    private static final List<Supplier<LiveStreamReply>> EMPTY = List.of(
            () -> Reply.stream(Flux.empty()),
            () -> Reply.stream(Stream.of("", null)),
            () -> Reply.streamed(sink -> {}));

    @ParameterizedTest
    @FieldSource("EMPTY")
    void a_source_that_says_nothing_at_all_leaves_the_sentence(Supplier<LiveStreamReply> reply) {
        answering(reply.get());

        assertThat(bot.read("m1").content()).isEqualTo("出错了");
        assertThat(bot.statistics().count(StreamEnd.FAILED)).isOne();
    }

    @Test
    void an_endless_flux_is_cut_and_cancelled() {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        answering(
                Reply.stream(Flux.<String>generate(sink -> sink.next("好")).doOnCancel(() -> cancelled.complete(true))));

        Part last = bot.read("m1");

        // 20,480 bytes, three of them for the tail and three for each character.
        assertThat(last.content()).isEqualTo("好".repeat(6_825) + "…");
        assertThat(cancelled).succeedsWithin(java.time.Duration.ofSeconds(10));
        assertThat(bot.statistics().count(StreamEnd.CUT)).isOne();
    }

    @Test
    void an_endless_java_stream_is_cut_and_closed() {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        answering(Reply.stream(Stream.generate(() -> "😀").onClose(() -> closed.complete(true))));

        Part last = bot.read("m1");

        assertThat(last.content()).isEqualTo("😀".repeat(5_119) + "…");
        assertThat(closed).succeedsWithin(java.time.Duration.ofSeconds(10));
    }

    @Test
    void an_endless_writer_is_stopped() {
        CompletableFuture<Throwable> stopped = new CompletableFuture<>();
        answering(Reply.streamed(sink -> {
            try {
                while (true) {
                    sink.next("0123456789");
                }
            } catch (CancellationException ex) {
                stopped.complete(ex);
                throw ex;
            }
        }));

        Part last = bot.read("m1");

        assertThat(last.content()).hasSize(StreamReply.MAX_BYTES - 2).endsWith("6…");
        assertThat(last.bytes()).isEqualTo(StreamReply.MAX_BYTES);
        assertThat(stopped).succeedsWithin(java.time.Duration.ofSeconds(10));
        assertThat(log.messages(Level.ERROR)).isEmpty();
    }

    @Test
    void one_huge_piece_is_cut_between_characters() {
        answering(Reply.stream(Flux.just("x" + "😀".repeat(10_000))));

        Part last = bot.read("m1");

        assertThat(last.content()).isEqualTo("x" + "😀".repeat(5_119) + "…");
        assertThat(last.bytes()).isEqualTo(StreamReply.MAX_BYTES);
    }

    @Test
    void what_just_fits_is_not_cut() {
        answering(Reply.stream(Flux.just("x".repeat(StreamReply.MAX_BYTES - 1), "y")));

        assertThat(bot.read("m1").content()).hasSize(StreamReply.MAX_BYTES).endsWith("xy");
        assertThat(bot.statistics().count(StreamEnd.FINISHED)).isOne();
    }

    @Test
    void a_text_that_fills_all_makes_room_for_the_sentence() {
        answering(Reply.streamed(sink -> {
            sink.next("x".repeat(StreamReply.MAX_BYTES));
            throw new Exception("boom");
        }));

        Part last = bot.read("m1");

        assertThat(last.content()).endsWith("x\n\n出错了");
        assertThat(last.bytes()).isEqualTo(StreamReply.MAX_BYTES);
    }

    @Test
    void what_a_publisher_says_after_the_end_is_nothing() {
        List<Subscriber<? super String>> subscribers = new ArrayList<>();
        answering(Reply.stream((Publisher<String>) subscriber -> {
            subscribers.add(subscriber);
            subscriber.onSubscribe(new Ignoring());
            subscriber.onNext("all");
            subscriber.onComplete();
        }));
        Part last = bot.read("m1");

        subscribers.get(0).onNext(" and more");
        subscribers.get(0).onError(new Exception());
        subscribers.get(0).onComplete();

        assertThat(bot.poll(last.id()).content()).isEqualTo("all");
        assertThat(bot.statistics().count(StreamEnd.FINISHED)).isOne();
        assertThat(bot.statistics().count(StreamEnd.FAILED)).isZero();
    }

    @Test
    void the_rules_of_reactive_streams_are_kept() {
        Ignoring first = new Ignoring();
        Ignoring second = new Ignoring();
        CompletableFuture<Subscriber<? super String>> subscribed = new CompletableFuture<>();
        answering(Reply.stream((Publisher<String>) subscriber -> {
            subscriber.onSubscribe(first);
            subscriber.onSubscribe(second);
            subscriber.onNext(null);
            subscriber.onNext("hi");
            subscribed.complete(subscriber);
        }));
        String id = bot.write("m1").id();

        Subscriber<? super String> subscriber = subscribed.join();
        assertThatNullPointerException().isThrownBy(() -> subscriber.onSubscribe(null));
        assertThatNullPointerException().isThrownBy(() -> subscriber.onError(null));
        subscriber.onComplete();

        assertThat(bot.pollToTheEnd(id).content()).isEqualTo("hi");
        assertThat(first.requested).isPositive();
        assertThat(first.cancelled).hasValue(0);
        assertThat(second.requested).isZero();
        assertThat(second.cancelled).hasValue(1);
    }

    @Test
    void pictures_come_with_the_last_part() {
        Picture picture = Picture.of(new byte[] {1, 2, 3});
        CountDownLatch mayEnd = new CountDownLatch(1);
        answering(Reply.streamed(sink -> {
                    sink.next("look");
                    sink.picture(picture);
                    mayEnd.await();
                })
                .pictures(picture));
        String id = bot.write("m1").id();

        Part unfinished = bot.pollUntil(id, part -> !part.content().isEmpty());
        mayEnd.countDown();
        Part last = bot.pollToTheEnd(id);

        assertThat(unfinished.pictures()).isZero();
        assertThat(last.pictures()).isEqualTo(2);
        assertThat(last.json().at("/stream/msg_item/1/image/md5").asString()).isEqualTo(picture.md5());
    }

    @Test
    void pictures_may_be_all_that_there_is() {
        answering(Reply.streamed(sink -> sink.picture(Picture.of(new byte[] {1}))));

        Part last = bot.read("m1");

        assertThat(last.content()).isEmpty();
        assertThat(last.pictures()).isOne();
    }

    @Test
    void an_eleventh_picture_is_a_mistake_of_the_source() {
        AtomicInteger given = new AtomicInteger();
        answering(Reply.streamed(sink -> {
            while (true) {
                sink.picture(Picture.of(new byte[] {1}));
                given.incrementAndGet();
            }
        }));

        Part last = bot.read("m1");

        assertThat(last.pictures()).isEqualTo(10);
        assertThat(last.content()).isEqualTo("出错了");
        assertThat(given).hasValue(10);
    }

    /** A subscription that takes no notice. */
    private static final class Ignoring implements Subscription {

        private final AtomicInteger cancelled = new AtomicInteger();
        private long requested;

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
        }
    }
}
