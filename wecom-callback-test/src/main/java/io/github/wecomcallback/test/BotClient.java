// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.message.Payload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.With;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who talks to an AI bot (智能机器人), and WeCom between them: takes the first part of the answer, and asks how
 * it goes on until it is finished. A part that the platform would not take is an {@link AssertionError}.
 *
 * <pre>{@code
 * BotAnswer answer = new BotClient(tester).ask("li.wei", "帮我总结本周工作");
 *
 * answer.expectFinished().expectText("本周完成三项");
 * }</pre>
 *
 * <p>Immutable and thread-safe: hundreds may talk at once, each with {@link #ask} on a thread of the test's, or with
 * {@link #askAsync}.
 */
@With(AccessLevel.PRIVATE)
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class BotClient {

    private static final Duration STREAM_TIME = Duration.ofMinutes(6);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int MOST_DELIVERIES = 4;

    private final WeComCallbackTester tester;
    private final Duration interval;
    private final Duration time;
    private final Consumer<String> watcher;
    private final @Nullable FakeWeCom wecom;

    /**
     * @param tester of an account of kind bot: {@code tester.account("bot")}
     * @throws IllegalStateException when the account is of another kind
     */
    public BotClient(WeComCallbackTester tester) {
        this(tester, INTERVAL, STREAM_TIME, text -> {}, null);
        AccountKind kind = tester.kind();
        if (kind != AccountKind.BOT) {
            throw new IllegalStateException("Only bots answer in streams, and the account is of kind " + kind);
        }
    }

    /** One that waits so long before each poll; half a second otherwise. */
    public BotClient every(Duration pause) {
        return withInterval(pause);
    }

    /** One that gives up after that time; after six minutes otherwise, as the platform does. */
    public BotClient atMost(Duration limit) {
        return withTime(limit);
    }

    /** One that tells of each text that is shown. */
    public BotClient watchedBy(Consumer<String> listener) {
        return withWatcher(listener);
    }

    /** One whose messages have a {@code response_url} of that platform, where active replies arrive. */
    public BotClient respondingTo(FakeWeCom platform) {
        return withWecom(platform);
    }

    /**
     * Writes a text and waits for the end of the answer.
     *
     * @throws AssertionError when the text is never acknowledged, or the platform would not take a reply
     */
    public BotAnswer ask(String from, String question) {
        return ask(tester.text(from, question));
    }

    /**
     * Sends any message to the bot and waits for the end of the answer.
     *
     * <pre>{@code
     * client.ask(tester.sample("bot.image").from("li.wei").with("image.url", wecom.media(aesKey, bytes)));
     * }</pre>
     *
     * @throws AssertionError when it is never acknowledged, or the platform would not take a reply
     */
    public BotAnswer ask(OutgoingCallback message) {
        long end = System.nanoTime() + time.toNanos();
        BotStream stream = new BotStream(watcher);
        DeliveredCallback delivered =
                deliver(wecom == null ? message : message.with("response_url", wecom.responseUrl()));
        String reply = delivered.reply();
        if (reply != null) {
            stream.first(reply);
        }
        String id = stream.id();
        if (id != null) {
            poll(stream, pollOf(delivered.plaintext(), id), end);
        }
        return stream.answer();
    }

    /**
     * Writes a text, and does not wait: for many who ask at once. What {@link #ask} would throw is the cause of the
     * future's failure.
     */
    public CompletableFuture<BotAnswer> askAsync(String from, String question) {
        return CompletableFuture.supplyAsync(() -> ask(from, question), Threads.POOL);
    }

    /** What is not acknowledged is delivered again, as other messages are. */
    private static DeliveredCallback deliver(OutgoingCallback message) {
        DeliveredCallback delivered = message.send();
        for (int count = 1; !delivered.isAcknowledged() && count < MOST_DELIVERIES; count++) {
            delivered = delivered.redeliver();
        }
        return delivered.expectAcknowledged();
    }

    /** Of the same person, bot and chat as the message. */
    private OutgoingCallback pollOf(String message, String streamId) {
        Payload asked = Payload.of(message);
        OutgoingCallback poll = tester.sample("bot.stream").with("stream.id", streamId);
        for (String field : new String[] {"aibotid", "chattype", "chatid", "from.userid", "from.corpid"}) {
            String value = asked.get(field);
            poll = value == null ? poll.without(field) : poll.with(field, value);
        }
        return poll;
    }

    /** A poll that fails is not delivered again: the next one follows. */
    private void poll(BotStream stream, OutgoingCallback poll, long end) {
        while (!stream.isFinished() && System.nanoTime() + interval.toNanos() - end < 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return;
            }
            DeliveredCallback polled = poll.send();
            if (polled.isAcknowledged()) {
                stream.polled(polled.reply());
            } else {
                stream.pollFailed();
            }
        }
    }

    /** Made when the first asks. */
    private static final class Threads {

        private static final int MOST = 512;
        private static final ExecutorService POOL = make();

        private static ExecutorService make() {
            ThreadPoolExecutor threads =
                    new ThreadPoolExecutor(MOST, MOST, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                        Thread thread = new Thread(task, "bot-client");
                        thread.setDaemon(true);
                        return thread;
                    });
            threads.allowCoreThreadTimeOut(true);
            return threads;
        }
    }
}
