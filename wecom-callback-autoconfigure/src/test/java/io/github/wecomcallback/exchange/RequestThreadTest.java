// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.Outcome.Status;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** Handlers that run on the thread of the request, which another thread answers when they take too long. */
class RequestThreadTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final ExecutorService others = HostThreads.asNeeded();
    private final WeCom weCom = new WeCom();
    private final Handlers handlers = new Handlers();
    private final List<CallbackResponse> late = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        handlers.release.countDown();
        others.shutdownNow();
    }

    @Test
    void handlers_run_on_the_thread_of_the_request() {
        Callbacks callbacks = callbacks(Duration.ofSeconds(30), 1);

        CallbackResponse response = callbacks.post(weCom.deliver(WeCom.text("hi", 1)), late::add);

        assertThat(opened(response)).contains("reply to hi");
        assertThat(handlers.threads).containsExactly(Thread.currentThread());
        assertThat(late).isEmpty();
        assertThat(callbacks.statistics().count(Status.COMPLETED)).isEqualTo(1);
    }

    @Test
    void what_takes_too_long_is_answered_by_another_thread_and_the_redelivery_carries_its_reply() throws Exception {
        Callbacks callbacks = callbacks(Duration.ofMillis(50), 10);
        Background<CallbackResponse> first =
                Background.run(() -> callbacks.post(weCom.deliver(WeCom.text("slow", 1)), late::add));

        await().untilAsserted(() -> assertThat(late).hasSize(1));
        assertThat(callbacks.statistics().count(Status.LATE)).isEqualTo(1);
        handlers.release.countDown();
        CallbackResponse unanswered = first.result();
        CallbackResponse redelivered = callbacks.post(weCom.deliver(WeCom.text("slow", 1)), late::add);

        assertThat(late).singleElement().satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEmpty();
        });
        assertThat(unanswered).isNull();
        assertThat(opened(redelivered)).contains("reply to slow");
        assertThat(handlers.threads).hasSize(1);
        assertThat(callbacks.statistics().count(Status.LATE)).isEqualTo(1);
        assertThat(callbacks.statistics().count(Status.COMPLETED)).isEqualTo(1);
    }

    @Test
    void handlers_that_hang_hold_no_more_threads_of_requests_than_they_may() {
        Callbacks callbacks = callbacks(Duration.ofSeconds(30), 1);
        Background<CallbackResponse> hanging =
                Background.run(() -> callbacks.post(weCom.deliver(WeCom.text("slow", 1)), late::add));
        await().until(() -> handlers.threads.size() == 1);

        CallbackResponse next = callbacks.post(weCom.deliver(WeCom.text("hi", 2)), late::add);

        assertThat(opened(next)).contains("reply to hi");
        assertThat(handlers.threads).hasSize(2).doesNotContain(Thread.currentThread());
        hanging.untilItIs(Thread.State.WAITING);
    }

    @Test
    void who_takes_the_late_answer_may_fail() throws Exception {
        Callbacks callbacks = callbacks(Duration.ofMillis(20), 10);
        Background<CallbackResponse> first =
                Background.run(() -> callbacks.post(weCom.deliver(WeCom.text("slow", 1)), answer -> {
                    throw new IllegalStateException("hung up");
                }));
        await().until(() -> callbacks.statistics().count(Status.LATE) == 1);
        Background<CallbackResponse> second =
                Background.run(() -> callbacks.post(weCom.deliver(WeCom.text("slow", 2)), late::add));

        await().untilAsserted(() -> assertThat(late).hasSize(1));
        handlers.release.countDown();

        assertThat(first.result()).isNull();
        assertThat(second.result()).isNull();
        assertThat(log.text()).isEmpty();
    }

    @Test
    void the_thread_that_watches_ends_with_what_it_watches_for() {
        Callbacks callbacks = callbacks(Duration.ofSeconds(30), 1);
        callbacks.post(weCom.deliver(WeCom.text("hi", 1)), late::add);
        List<Thread> before = watchers();

        callbacks.processor().close();

        await().until(() -> watchers().size() == before.size() - 1);
    }

    private static List<Thread> watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("wecom-callback-deadlines"))
                .toList();
    }

    private Callbacks callbacks(Duration replyTimeout, int callers) {
        return Callbacks.to(handlers)
                .threads(others, 100)
                .callers(callers)
                .replyTimeout(replyTimeout)
                .build();
    }

    private String opened(CallbackResponse response) {
        return weCom.open(new String(response.body(), StandardCharsets.UTF_8));
    }

    static class Handlers {

        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private final CountDownLatch release = new CountDownLatch(1);

        @WeComMessageHandler
        String reply(UserMessage.Text text) throws InterruptedException {
            threads.add(Thread.currentThread());
            if (text.content().equals("slow")) {
                release.await();
            }
            return "reply to " + text.content();
        }
    }
}
