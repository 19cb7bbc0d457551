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
import io.github.wecomcallback.support.WeCom.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

class DeadlineTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final ExecutorService threads = HostThreads.asNeeded();
    private final WeCom weCom = new WeCom();
    private final Slow slow = new Slow();
    private final Callbacks callbacks = Callbacks.to(slow).threads(threads, 100).build();

    @AfterEach
    void end() {
        threads.shutdownNow();
        Thread.interrupted();
    }

    @Test
    void a_redelivery_joins_the_run_in_flight() throws Exception {
        Background<CallbackResponse> first =
                Background.run(() -> callbacks.post(delivery())).untilItWaits();
        Background<CallbackResponse> second =
                Background.run(() -> callbacks.post(delivery())).untilItWaits();
        slow.release.countDown();

        assertThat(opened(first.result())).contains("at last");
        assertThat(opened(second.result())).contains("at last");
        assertThat(slow.runs).hasValue(1);
    }

    @Test
    void a_late_run_is_answered_503_and_the_redelivery_carries_its_reply() throws Exception {
        CallbackResponse late = callbacks.postOutOfPatience(delivery());
        CallbackResponse lateAgain = callbacks.postOutOfPatience(delivery());
        Background<CallbackResponse> third =
                Background.run(() -> callbacks.post(delivery())).untilItWaits();
        slow.release.countDown();

        assertThat(List.of(late.status(), lateAgain.status())).containsOnly(503);
        assertThat(late.body()).isEmpty();
        assertThat(opened(third.result())).contains("at last");
        assertThat(slow.runs).hasValue(1);
        assertThat(callbacks.statistics().count(Status.LATE)).isEqualTo(2);
        assertThat(callbacks.statistics().count(Status.COMPLETED)).isEqualTo(1);
    }

    @Test
    void the_deadline_is_the_reply_timeout() {
        Callbacks impatient = Callbacks.to(slow)
                .threads(threads, 100)
                .replyTimeout(Duration.ofMillis(20))
                .build();

        CallbackResponse response = impatient.post(delivery());

        assertThat(response.status()).isEqualTo(503);
    }

    @Test
    void a_redelivery_after_a_late_run_came_to_its_end_gets_its_reply() throws Exception {
        callbacks.postOutOfPatience(delivery());
        slow.release.countDown();
        slow.left.await();

        CallbackResponse second = callbacks.post(delivery());

        assertThat(opened(second)).contains("at last");
        assertThat(slow.runs).hasValue(1);
    }

    @Test
    void a_run_that_fails_after_it_was_answered_503_runs_again() throws Exception {
        slow.failing = true;
        callbacks.postOutOfPatience(delivery());
        Background<CallbackResponse> second =
                Background.run(() -> callbacks.post(delivery())).untilItWaits();
        slow.release.countDown();

        assertThat(second.result().status()).isEqualTo(500);
        slow.failing = false;
        assertThat(opened(callbacks.post(delivery()))).contains("at last");
        assertThat(slow.runs).hasValue(2);
    }

    @Test
    void a_late_run_with_a_reply_ready_is_not_late() {
        Callbacks quick = Callbacks.to(slow).build();
        slow.release.countDown();

        CallbackResponse response = quick.postOutOfPatience(delivery());

        assertThat(opened(response)).contains("at last");
    }

    @Test
    void identical_deliveries_at_the_same_moment_run_once() throws Exception {
        CyclicBarrier together = new CyclicBarrier(16);
        List<Background<CallbackResponse>> deliveries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Delivery delivery = delivery();
            deliveries.add(Background.run(() -> {
                together.await();
                return callbacks.post(delivery);
            }));
        }
        slow.release.countDown();

        for (Background<CallbackResponse> delivery : deliveries) {
            assertThat(opened(delivery.result())).contains("at last");
        }
        assertThat(slow.runs).hasValue(1);
    }

    @Test
    void without_room_the_answer_is_503_and_the_redelivery_is_handled() throws Exception {
        Callbacks small = Callbacks.to(slow).threads(threads, 1).build();
        small.postOutOfPatience(weCom.deliver(WeCom.text("takes the room", 1)));

        CallbackResponse refused = small.post(delivery());
        slow.release.countDown();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).isEmpty();
        assertThat(small.statistics().count(Status.BUSY)).isEqualTo(1);
        assertThat(log.messages(Level.WARN))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("No room", "default", "text"));
        // The room is given back a moment after the reply.
        await().until(() -> small.post(delivery()).status() == 200);
        assertThat(slow.runs).hasValue(2);
    }

    @Test
    void after_the_threads_were_shut_down_the_answer_is_503() {
        threads.shutdown();

        CallbackResponse response = callbacks.post(delivery());

        assertThat(response.status()).isEqualTo(503);
        assertThat(slow.runs).hasValue(0);
    }

    @Test
    void threads_that_cannot_be_had_are_a_failure_and_no_loss() {
        AtomicInteger attempts = new AtomicInteger();
        Callbacks flaky = Callbacks.to(slow)
                .threads(
                        task -> {
                            if (attempts.getAndIncrement() == 0) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            task.run();
                        },
                        1)
                .build();
        slow.release.countDown();

        CallbackResponse first = flaky.post(delivery());
        CallbackResponse second = flaky.post(delivery());

        assertThat(first.status()).isEqualTo(500);
        assertThat(opened(second)).contains("at last");
    }

    @Test
    void a_request_that_is_interrupted_ends_and_its_run_goes_on() throws Exception {
        Background<Boolean> first = Background.run(() -> {
                    CallbackResponse response = callbacks.post(delivery());
                    return response.status() == 503 && Thread.currentThread().isInterrupted();
                })
                .untilItWaits();

        first.interrupt();

        assertThat(first.result()).isTrue();
        slow.release.countDown();
        assertThat(opened(callbacks.post(delivery()))).contains("at last");
        assertThat(slow.runs).hasValue(1);
    }

    @Test
    void a_reply_that_comes_later_is_waited_for_without_a_thread() throws Exception {
        Later later = new Later();
        ExecutorService one = Executors.newSingleThreadExecutor();
        Callbacks deferred = Callbacks.to(later).threads(one, 1).build();

        CallbackResponse late = deferred.postOutOfPatience(delivery());
        await().until(() -> later.asked.get() == 1);
        Background<CallbackResponse> second =
                Background.run(() -> deferred.post(delivery())).untilItWaits();
        one.submit(() -> {}).get();
        later.answer.complete("at last");

        assertThat(late.status()).isEqualTo(503);
        assertThat(opened(second.result())).contains("at last");
        assertThat(later.asked).hasValue(1);
        one.shutdownNow();
    }

    @Test
    void a_reply_that_comes_after_the_threads_were_shut_down_is_still_sent() throws Exception {
        Later later = new Later();
        Callbacks deferred = Callbacks.to(later).threads(threads, 1).build();
        Background<CallbackResponse> first = Background.run(() -> deferred.post(delivery()));
        await().until(() -> later.asked.get() == 1);
        first.untilItWaits();

        threads.shutdown();
        later.answer.complete("at last");

        assertThat(opened(first.result())).contains("at last");
    }

    private Delivery delivery() {
        return weCom.deliver(WeCom.text("hello", 7));
    }

    private String opened(CallbackResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return weCom.open(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static final class Slow {

        private final AtomicInteger runs = new AtomicInteger();
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);
        private volatile boolean failing;

        @WeComMessageHandler
        String answer(UserMessage.Text text) throws InterruptedException {
            runs.incrementAndGet();
            release.await();
            left.countDown();
            if (failing) {
                throw new IllegalStateException("failed at last");
            }
            return "at last";
        }
    }

    private static final class Later {

        private final AtomicInteger asked = new AtomicInteger();
        private final CompletableFuture<String> answer = new CompletableFuture<>();

        @WeComMessageHandler
        CompletionStage<String> answer(UserMessage.Text text) {
            asked.incrementAndGet();
            return answer;
        }
    }
}
