// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node with an AI bot, and the platform in front of it. Its clock stands still until it is told otherwise. */
final class BotNode implements AutoCloseable {

    static final StreamSettings SETTINGS = new StreamSettings(
            1_000, Duration.ofSeconds(350), Duration.ofSeconds(60), Duration.ofSeconds(30), "…", "出错了", "太忙了");

    /** That of the platform's tests, but one that may be of many corps. */
    private static final Account ACCOUNT = Account.bot(WeCom.TOKEN, WeCom.AES_KEY)
            .furtherReceiveIds(List.of(Account.ANY_RECEIVE_ID))
            .build();

    private final WeCom weCom = new WeCom();
    private final TestClock clock = new TestClock();
    private final StreamStatistics statistics = new StreamStatistics();
    private final ExecutorService threads = HostThreads.asNeeded();
    private final BotStreams streams;
    private final Callbacks callbacks;

    private BotNode(
            StreamSettings settings,
            @Nullable StreamStore store,
            @Nullable RedeliveryGuard guard,
            @Nullable Executor sources,
            List<CallbackInterceptor> interceptors,
            Object... handlers) {
        Executor executor = sources == null ? threads : sources;
        streams = new BotStreams(settings, statistics, store, executor, threads::shutdownNow, clock);
        Callbacks.Builder builder = Callbacks.to(handlers)
                .accounts(ACCOUNT)
                .carriers(streams)
                .interceptors(Stream.concat(Stream.of(new StreamPolls(streams, clock)), interceptors.stream())
                        .toArray(CallbackInterceptor[]::new));
        callbacks = (guard == null ? builder : builder.guard(guard)).build();
    }

    /** A bot whose answer to every text is this. */
    static BotNode answering(Function<Bot.Text, @Nullable Reply> answer) {
        return of(SETTINGS, new Answers(answer));
    }

    static BotNode of(StreamSettings settings, Object... handlers) {
        return new BotNode(settings, null, null, null, List.of(), handlers);
    }

    static BotNode sharing(@Nullable StreamStore store, @Nullable RedeliveryGuard guard, Object... handlers) {
        return new BotNode(SETTINGS, store, guard, null, List.of(), handlers);
    }

    /** A node with an interceptor behind the one that answers polls. */
    static BotNode through(CallbackInterceptor interceptor, Object... handlers) {
        return new BotNode(SETTINGS, null, null, null, List.of(interceptor), handlers);
    }

    static BotNode sharing(
            @Nullable StreamStore store, @Nullable RedeliveryGuard guard, CallbackInterceptor interceptor) {
        return new BotNode(SETTINGS, store, guard, null, List.of(interceptor));
    }

    /** A node whose sources run there. */
    static BotNode on(Executor sources, Object... handlers) {
        return new BotNode(SETTINGS, null, null, sources, List.of(), handlers);
    }

    /** Somebody writes to the bot. */
    Part write(String msgId) {
        return part(post(text(msgId)));
    }

    static String text(String msgId) {
        return """
                {"msgid":"%s","aibotid":"b1","chattype":"single","from":{"userid":"li.wei"},"msgtype":"text",\
                "text":{"content":"hi"}}""".formatted(msgId);
    }

    /** The platform asks how the stream goes on. */
    Part poll(String id) {
        return part(postPoll(id));
    }

    CallbackResponse postPoll(String id) {
        return post(pollOf(id));
    }

    static String pollOf(String id) {
        return """
                {"msgid":"poll-%d","aibotid":"b1","chattype":"single","from":{"userid":"li.wei"},"msgtype":"stream",\
                "stream":{"id":"%s"}}""".formatted(System.nanoTime(), id);
    }

    /** The platform asks until the part is such a one. */
    Part pollUntil(String id, Predicate<Part> wanted) {
        return await().until(() -> poll(id), wanted);
    }

    /** The platform asks until the stream is finished. */
    Part pollToTheEnd(String id) {
        return pollUntil(id, Part::isLast);
    }

    /** Somebody writes, and reads to the end. */
    Part read(String msgId) {
        return pollToTheEnd(write(msgId).id());
    }

    CallbackResponse post(String plaintext) {
        return post(plaintext, "");
    }

    /** As if the bot were one for many corps, and this for one of them. */
    CallbackResponse post(String plaintext, String receiveId) {
        return callbacks.post(weCom.deliverToBot(plaintext, receiveId));
    }

    Part part(CallbackResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return Part.of(weCom.openFromBot(new String(response.body(), StandardCharsets.UTF_8)));
    }

    /** Time passes, in which the platform does not ask. */
    void pass(Duration time) {
        clock.pass(time);
        streams.sweep();
    }

    BotStreams streams() {
        return streams;
    }

    StreamStatistics statistics() {
        return statistics;
    }

    @Override
    public void close() {
        streams.destroy();
    }

    /** Answers each text. */
    static final class Answers {

        private final Function<Bot.Text, @Nullable Reply> answer;

        Answers(Function<Bot.Text, @Nullable Reply> answer) {
            this.answer = answer;
        }

        @WeComMessageHandler
        @Nullable Reply answer(Bot.Text text) {
            return answer.apply(text);
        }
    }
}
