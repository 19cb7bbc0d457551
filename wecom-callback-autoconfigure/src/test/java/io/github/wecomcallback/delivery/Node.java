// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;

/** One of several nodes that share a store, with two handlers for text. */
final class Node implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WeCom weCom = new WeCom();
    private final ExecutorService threads = HostThreads.asNeeded();
    private final Handlers handlers;
    private final SharedRedeliveryGuard guard;
    private final Callbacks callbacks;

    private Node(String name, SharedRedeliveryGuard guard, Duration patience) {
        this.handlers = new Handlers(name);
        this.guard = guard;
        this.callbacks = Callbacks.to(handlers)
                .guard(guard)
                .threads(threads, 1_000)
                .replyTimeout(patience)
                .build();
    }

    static Node of(String name, ClaimStore store) {
        return of(name, store, null, PATIENCE, 1_000);
    }

    static Node of(String name, ClaimStore store, @Nullable PayloadCipher cipher, Duration patience, int capacity) {
        SharedRedeliveryGuard.Settings settings = new SharedRedeliveryGuard.Settings(
                Duration.ofSeconds(1), patience, Duration.ofMinutes(10), 1_000, 1_000_000, capacity);
        return new Node(name, new SharedRedeliveryGuard(store, cipher, task -> task, settings), patience);
    }

    SharedRedeliveryGuard guard() {
        return guard;
    }

    /** What ran here, as {@code handler content}. */
    List<String> ran() {
        return handlers.ran;
    }

    /** The handlers that are to fail. */
    Set<String> failing() {
        return handlers.failing;
    }

    /** From now on, the first handler does not come to its end before it is let. */
    Node hold() {
        handlers.hold = new CountDownLatch(1);
        return this;
    }

    Node letGo() {
        handlers.hold.countDown();
        return this;
    }

    /** Returns when a handler is at work. */
    Node untilAtWork() throws InterruptedException {
        handlers.atWork.await();
        return this;
    }

    /** From now on, no handler is begun. */
    void stopHandlers() {
        threads.shutdown();
    }

    CallbackStatistics statistics() {
        return callbacks.statistics();
    }

    CallbackResponse post(String text, long id) {
        return callbacks.post(weCom.deliver(WeCom.text(text, id)));
    }

    Background<CallbackResponse> posting(String text, long id) {
        return Background.run(() -> post(text, id)).untilItWaits();
    }

    /** The reply as it stood in the response, but for its time. */
    static String reply(CallbackResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return new WeCom()
                .open(new String(response.body(), StandardCharsets.UTF_8))
                .replaceAll("<CreateTime>\\d+</CreateTime>", "");
    }

    /** As if somebody had pulled the plug. */
    void die() {
        guard.destroy();
    }

    @Override
    public void close() {
        letGo();
        threads.shutdownNow();
        guard.stop();
        guard.destroy();
    }

    private static final class Handlers {

        private final List<String> ran = new CopyOnWriteArrayList<>();
        private final Set<String> failing = ConcurrentHashMap.newKeySet();
        private final CountDownLatch atWork = new CountDownLatch(1);
        private final String name;
        private volatile CountDownLatch hold = new CountDownLatch(0);

        Handlers(String name) {
            this.name = name;
        }

        @Order(1)
        @WeComMessageHandler
        String first(UserMessage.Text text) throws InterruptedException {
            ran("first", text);
            atWork.countDown();
            hold.await();
            return name + " says: 收到 & <" + text.content() + ">";
        }

        @Order(2)
        @WeComMessageHandler
        void second(UserMessage.Text text) {
            ran("second", text);
        }

        private void ran(String handler, UserMessage.Text text) {
            ran.add(handler + " " + text.content());
            if (failing.contains(handler)) {
                throw new IllegalStateException(handler + " failed");
            }
        }
    }
}
