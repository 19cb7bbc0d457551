// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import reactor.core.publisher.Flux;

/** Many streams at once. */
class StreamLoadTest {

    private static final int STREAMS = 200;
    private static final int PAUSE_MILLIS = 300;

    /** The failing ones fill the log. */
    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.ERROR);

    private final ScheduledExecutorService platform = Executors.newScheduledThreadPool(8);
    private final BotNode bot = BotNode.answering(StreamLoadTest::answer);

    @AfterEach
    void close() {
        platform.shutdownNow();
        bot.close();
    }

    private static Reply answer(Bot.Text text) {
        String name = text.msgId();
        Flux<String> slow = Flux.range(0, 10).map(i -> name + "/" + i + " ").delayElements(Duration.ofMillis(100));
        return switch (Integer.parseInt(name) % 5) {
            case 0 -> Reply.stream(slow);
            case 1 -> Reply.stream(slow.take(5).concatWith(Flux.error(new IllegalStateException("boom"))));
            case 2 -> Reply.stream(Stream.generate(() -> name + " "));
            case 3 -> Reply.stream(Flux.<String>empty());
            default ->
                Reply.streamed(sink -> {
                    for (int i = 0; i < 10; i++) {
                        TimeUnit.MILLISECONDS.sleep(50);
                        sink.next(name + "/" + i + " ");
                    }
                });
        };
    }

    private static void check(int number, Part last) {
        String text =
                IntStream.range(0, 10).mapToObj(i -> number + "/" + i + " ").collect(Collectors.joining());
        String endless = (number + " ").repeat(20_480);
        switch (number % 5) {
            case 1 -> assertThat(last.content()).isEqualTo(text.substring(0, text.indexOf(number + "/5")) + "\n\n出错了");
            case 2 -> assertThat(last.content()).isEqualTo(endless.substring(0, 20_477) + "…");
            case 3 -> assertThat(last.content()).isEqualTo("出错了");
            default -> assertThat(last.content()).isEqualTo(text);
        }
    }

    @Test
    void two_hundred_at_once_each_come_to_their_end() {
        List<CompletableFuture<Part>> ends = IntStream.range(0, STREAMS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> bot.write(Integer.toString(i)), platform)
                        .thenCompose(first -> ask(first.id(), 0)))
                .toList();

        for (int i = 0; i < STREAMS; i++) {
            check(i, ends.get(i).orTimeout(60, TimeUnit.SECONDS).join());
        }
        assertThat(bot.statistics().countOpened()).isEqualTo(STREAMS);
        assertThat(bot.statistics().countOpen()).isZero();
        assertThat(bot.statistics().count(StreamEnd.FINISHED)).isEqualTo(80);
        assertThat(bot.statistics().count(StreamEnd.FAILED)).isEqualTo(80);
        assertThat(bot.statistics().count(StreamEnd.CUT)).isEqualTo(40);
    }

    /** Asks every 300 ms; what was said is never taken back but for the end of a text that is cut. */
    private CompletableFuture<Part> ask(String id, int length) {
        CompletableFuture<Part> end = new CompletableFuture<>();
        platform.schedule(() -> ask(id, length, end), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return end;
    }

    private void ask(String id, int length, CompletableFuture<Part> end) {
        try {
            Part part = bot.poll(id);
            if (part.isLast()) {
                end.complete(part);
                return;
            }
            assertThat(part.content().length()).isGreaterThanOrEqualTo(length);
            platform.schedule(() -> ask(id, part.content().length(), end), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (Throwable ex) {
            end.completeExceptionally(ex);
        }
    }
}
