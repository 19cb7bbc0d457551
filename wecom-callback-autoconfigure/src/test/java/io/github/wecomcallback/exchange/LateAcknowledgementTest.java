// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.exchange.Outcome.Status;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.DeferredHandler;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.core.annotation.Order;

/** With {@link LatePolicy#ACKNOWLEDGE}: what is acknowledged at the deadline although its handlers are not done, and what is not. */
class LateAcknowledgementTest {

    private static final Retry RETRY = new Retry(3, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final ExecutorService threads = HostThreads.asNeeded();
    private final WeCom weCom = new WeCom();
    private final Slow slow = new Slow();
    private final List<CallbackResponse> answers = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        slow.release.countDown();
        threads.shutdownNow();
    }

    @Test
    void what_is_at_work_and_had_nothing_to_store_is_acknowledged() throws Exception {
        Callbacks callbacks = acknowledging(slow).build();
        Background<CallbackResponse> first = beginning(callbacks);

        CallbackResponse late = callbacks.postOutOfPatience(delivery());
        slow.release.countDown();

        assertThat(late.status()).isEqualTo(200);
        assertThat(late.body()).isEmpty();
        assertThat(first.result().status()).isEqualTo(200);
        assertThat(callbacks.statistics().count(Status.LATE)).isOne();
        assertThat(callbacks.statistics().countLost()).isZero();
        assertThat(log.messages(Level.ERROR)).isEmpty();
    }

    @Test
    void what_is_at_work_on_the_thread_of_the_request_is_acknowledged_by_another() throws Exception {
        Callbacks callbacks =
                acknowledging(slow).replyTimeout(Duration.ofSeconds(2)).build();

        Background<CallbackResponse> request = Background.run(() -> callbacks.post(delivery(), answers::add));
        await().until(() -> !answers.isEmpty());
        slow.release.countDown();

        assertThat(request.result()).isNull();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(200));
    }

    @Test
    void what_waits_for_a_thread_is_delivered_again() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        Callbacks callbacks = acknowledging(slow).threads(one, 10).build();
        beginning(callbacks);

        CallbackResponse late = callbacks.postOutOfPatience(weCom.deliver(WeCom.text("another", 8)));

        assertThat(late.status()).isEqualTo(503);
        one.shutdownNow();
    }

    @Test
    void what_is_not_stored_yet_is_delivered_again_and_acknowledged_once_it_is() throws Exception {
        Inbox inbox = new Inbox();
        Callbacks callbacks =
                acknowledging(slow, new Later()).keptBy(inbox, RETRY).build();
        Background<CallbackResponse> first = Background.run(() -> callbacks.post(delivery()));
        inbox.asked.await();

        CallbackResponse before = callbacks.postOutOfPatience(delivery());
        inbox.open.countDown();
        slow.begun.await();
        CallbackResponse after = callbacks.postOutOfPatience(delivery());
        slow.release.countDown();

        assertThat(before.status()).isEqualTo(503);
        assertThat(after.status()).isEqualTo(200);
        assertThat(first.result().status()).isEqualTo(200);
        assertThat(inbox.kept).hasSize(1);
    }

    @Test
    void while_it_may_still_have_to_be_stored_for_a_fallback_it_is_delivered_again() throws Exception {
        Inbox inbox = new Inbox();
        Callbacks callbacks = acknowledging(new Undecided(), new Fallback())
                .keptBy(inbox, RETRY)
                .build();
        Undecided.asked = new CountDownLatch(1);
        Undecided.answer = new CountDownLatch(1);
        Background<CallbackResponse> first = Background.run(() -> callbacks.post(delivery()));
        Undecided.asked.await();

        CallbackResponse late = callbacks.postOutOfPatience(delivery());
        Undecided.answer.countDown();
        inbox.open.countDown();

        assertThat(late.status()).isEqualTo(503);
        assertThat(first.result().status()).isEqualTo(200);
        assertThat(inbox.kept).hasSize(1);
    }

    @Test
    void what_has_failed_already_is_delivered_again() throws Exception {
        Failing failing = new Failing();
        Callbacks callbacks = acknowledging(failing, slow)
                .errors((exchange, failure) -> Decision.ACKNOWLEDGE)
                .build();
        Background<CallbackResponse> first = beginning(callbacks);

        CallbackResponse late = callbacks.postOutOfPatience(delivery());
        slow.release.countDown();

        assertThat(late.status()).isEqualTo(503);
        assertThat(first.result().status()).isEqualTo(200);
        assertThat(callbacks.statistics().countLost()).isZero();
    }

    @Test
    void what_an_interceptor_holds_up_is_delivered_again() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        Callbacks callbacks = acknowledging(slow)
                .replyTimeout(Duration.ofMillis(50))
                .interceptors((exchange, chain) -> {
                    late.await();
                    return chain.proceed();
                })
                .build();
        slow.release.countDown();

        CallbackResponse answered = callbacks.post(delivery(), answer -> {
            answers.add(answer);
            late.countDown();
        });

        assertThat(answered).isNull();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(503));
        assertThat(opened(callbacks.post(delivery()))).contains("at last");
        assertThat(slow.runs).hasSize(1);
    }

    @Test
    void whose_handlers_are_done_is_delivered_again_and_gets_the_reply() throws Exception {
        CountDownLatch carrying = new CountDownLatch(1);
        CountDownLatch carried = new CountDownLatch(1);
        ReplyCarrier carrier = new ReplyCarrier() {

            @Override
            public boolean carries(CallbackContext context, Reply reply) {
                return !reply.equals(Reply.text("carried"));
            }

            @Override
            public Reply carry(CallbackContext context, Reply reply, String id) {
                carrying.countDown();
                try {
                    carried.await();
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
                return Reply.text("carried");
            }
        };
        Callbacks callbacks = acknowledging(slow).carriers(carrier).build();
        slow.release.countDown();
        Background<CallbackResponse> first = Background.run(() -> callbacks.post(delivery()));
        carrying.await();

        CallbackResponse late = callbacks.postOutOfPatience(delivery());
        carried.countDown();

        assertThat(late.status()).isEqualTo(503);
        assertThat(opened(first.result())).contains("carried");
        assertThat(opened(callbacks.post(delivery()))).contains("carried");
    }

    @Test
    void a_node_that_goes_down_acknowledges_nothing_that_it_may_not_see_the_end_of() throws Exception {
        Callbacks callbacks = acknowledging(slow).build();
        Background<CallbackResponse> first = beginning(callbacks);

        callbacks.executor().stop();
        CallbackResponse late = callbacks.postOutOfPatience(delivery());
        slow.release.countDown();

        assertThat(late.status()).isEqualTo(503);
        assertThat(first.result().status()).isEqualTo(200);
    }

    @Test
    void a_request_that_is_interrupted_is_not_acknowledged() throws Exception {
        Callbacks callbacks = acknowledging(slow).build();
        Background<CallbackResponse> first = beginning(callbacks).untilItWaits();

        first.interrupt();

        assertThat(first.result().status()).isEqualTo(503);
    }

    @Test
    void what_was_acknowledged_before_and_is_interrupted_then_is_lost() throws Exception {
        Callbacks callbacks = acknowledging(slow).build();
        Background<CallbackResponse> first = beginning(callbacks);
        CallbackResponse late = callbacks.postOutOfPatience(delivery());

        callbacks.executor().stop();
        threads.shutdownNow();

        assertThat(late.status()).isEqualTo(200);
        assertThat(first.result().status()).isEqualTo(503);
        assertThat(callbacks.statistics().countLost()).isOne();
        assertThat(log.messages(Level.ERROR))
                .singleElement()
                .asString()
                .contains("handler0#answer(", "acknowledged at its deadline", "lost");
    }

    @Test
    void a_handler_that_fails_after_that_is_an_error_with_its_name_and_is_counted() throws Exception {
        slow.failing = true;
        Callbacks callbacks = acknowledging(slow).build();
        Background<CallbackResponse> first = beginning(callbacks);
        CallbackResponse late = callbacks.postOutOfPatience(delivery());

        slow.release.countDown();

        assertThat(first.result().status()).isEqualTo(500);
        assertThat(late.status()).isEqualTo(200);
        assertThat(callbacks.statistics().countLost()).isOne();
        assertThat(log.messages(Level.ERROR))
                .singleElement()
                .asString()
                .contains("handler0#answer(", "acknowledged at its deadline", "lost")
                .doesNotContain("will be delivered again");
        assertThat(log.text()).contains("failed at last");
    }

    @Test
    void should_it_be_delivered_again_all_the_same_what_failed_runs_again() throws Exception {
        slow.failing = true;
        Callbacks callbacks = acknowledging(slow).build();
        Background<CallbackResponse> first = beginning(callbacks);
        callbacks.postOutOfPatience(delivery());
        slow.release.countDown();
        first.result();

        slow.failing = false;

        assertThat(opened(callbacks.post(delivery()))).contains("at last");
        assertThat(callbacks.statistics().countLost()).isOne();
    }

    @Test
    void once_it_has_failed_it_is_not_acknowledged_any_more() throws Exception {
        slow.failing = true;
        Second second = new Second();
        Callbacks callbacks = acknowledging(slow, second).build();
        Background<CallbackResponse> first = beginning(callbacks);
        CallbackResponse before = callbacks.postOutOfPatience(delivery());
        slow.release.countDown();
        second.begun.await();

        CallbackResponse after = callbacks.postOutOfPatience(delivery());
        second.release.countDown();

        assertThat(first.result().status()).isEqualTo(500);
        assertThat(before.status()).isEqualTo(200);
        assertThat(after.status()).isEqualTo(503);
        assertThat(callbacks.statistics().countLost()).isOne();
    }

    @Test
    void what_the_error_handler_acknowledges_is_not_lost() throws Exception {
        slow.failing = true;
        Callbacks callbacks = acknowledging(slow)
                .errors((exchange, failure) -> Decision.ACKNOWLEDGE)
                .build();
        Background<CallbackResponse> first = beginning(callbacks);
        callbacks.postOutOfPatience(delivery());

        slow.release.countDown();

        assertThat(first.result().status()).isEqualTo(200);
        assertThat(callbacks.statistics().countLost()).isZero();
        assertThat(log.messages(Level.ERROR)).singleElement().asString().doesNotContain("lost");
    }

    @Test
    void a_run_that_breaks_off_after_that_says_at_which_handler() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean();
        Staged staged = new Staged();
        Callbacks callbacks = acknowledging(staged)
                .threads(
                        task -> {
                            if (exhausted.get()) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            threads.execute(task);
                        },
                        10)
                .build();
        Background<CallbackResponse> first = Background.run(() -> callbacks.post(delivery()));
        staged.begun.await();
        CallbackResponse late = callbacks.postOutOfPatience(delivery());

        exhausted.set(true);
        staged.answer.complete("at last");

        assertThat(late.status()).isEqualTo(200);
        assertThat(first.result().status()).isEqualTo(500);
        assertThat(callbacks.statistics().countLost()).isOne();
        assertThat(log.messages(Level.ERROR))
                .anySatisfy(
                        text -> assertThat(text).contains("handler0#answer(", "acknowledged at its deadline", "lost"));
    }

    @Test
    void a_handler_that_hangs_after_that_is_lost_as_well() throws Exception {
        Stubborn stubborn = new Stubborn();
        Callbacks callbacks =
                acknowledging(stubborn).handlerTimeout(Duration.ofSeconds(2)).build();
        Background<CallbackResponse> first = Background.run(() -> callbacks.post(delivery()));
        stubborn.begun.await();
        CallbackResponse late = callbacks.postOutOfPatience(delivery());

        CallbackResponse given = first.result();
        await().until(() -> callbacks.statistics().countLost() == 1);
        stubborn.release.countDown();
        stubborn.left.await();

        assertThat(late.status()).isEqualTo(200);
        assertThat(given.status()).isEqualTo(500);
        assertThat(log.messages(Level.ERROR))
                .anySatisfy(
                        text -> assertThat(text).contains("handler0#hang(", "acknowledged at its deadline", "lost"));
        assertThat(callbacks.statistics().countLost()).isOne();
    }

    @Test
    void that_a_reply_came_too_late_is_said() throws Exception {
        Callbacks callbacks = acknowledging(slow).build();
        Background<CallbackResponse> first = beginning(callbacks);
        callbacks.postOutOfPatience(delivery());

        slow.release.countDown();

        first.result();
        assertThat(log.messages(Level.WARN))
                .singleElement()
                .asString()
                .contains("reply", "default", "text", "acknowledged at its deadline")
                .doesNotContain("at last");
    }

    @Test
    void of_many_that_fail_at_about_their_deadline_each_is_delivered_again_or_counted() throws Exception {
        Callbacks callbacks = acknowledging(new AboutInTime())
                .replyTimeout(Duration.ofMillis(20))
                .build();
        List<Background<CallbackResponse>> requests = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            WeCom.Delivery delivery = weCom.deliver(WeCom.text("hello", i));
            requests.add(Background.run(() -> callbacks.post(delivery, answers::add)));
        }
        for (Background<CallbackResponse> request : requests) {
            CallbackResponse inTime = request.result();
            if (inTime != null) {
                answers.add(inTime);
            }
        }

        assertThat(answers).hasSize(200).allMatch(answer -> answer.status() != 200 || answer.body().length == 0);
        assertThat(answers.stream().filter(answer -> answer.status() == 200).count())
                .isEqualTo(callbacks.statistics().countLost());
    }

    /** Returns when the slow handler is at work. */
    private Background<CallbackResponse> beginning(Callbacks callbacks) throws InterruptedException {
        Background<CallbackResponse> first = Background.run(() -> callbacks.post(delivery()));
        slow.begun.await();
        return first;
    }

    private Callbacks.Builder acknowledging(Object... handlers) {
        return Callbacks.to(handlers).threads(threads, 100).late(LatePolicy.ACKNOWLEDGE);
    }

    private WeCom.Delivery delivery() {
        return weCom.deliver(WeCom.text("hello", 7));
    }

    private String opened(CallbackResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return weCom.open(new String(response.body(), StandardCharsets.UTF_8));
    }

    static final class Slow {

        private final List<String> runs = new CopyOnWriteArrayList<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private volatile boolean failing;

        @Order(2)
        @WeComMessageHandler
        String answer(UserMessage.Text text) throws InterruptedException {
            runs.add(text.content());
            begun.countDown();
            release.await();
            if (failing) {
                throw new IllegalStateException("failed at last");
            }
            return "at last";
        }
    }

    static final class Second {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Order(3)
        @WeComMessageHandler(delivery = Delivery.INLINE)
        void second(UserMessage.Text text) throws InterruptedException {
            begun.countDown();
            release.await();
        }
    }

    static final class Failing {

        @Order(1)
        @WeComMessageHandler(delivery = Delivery.INLINE)
        void fail(UserMessage.Text text) {
            throw new IllegalStateException("at once");
        }
    }

    static final class Later {

        @WeComMessageHandler(delivery = Delivery.INBOX)
        void later(UserMessage.Text text) {}
    }

    static final class Fallback {

        @WeComFallbackHandler(delivery = Delivery.INBOX)
        void rest(UserMessage.Text text) {}
    }

    /** Takes its time to find out that it does not want the message. */
    public static final class Undecided {

        private static volatile CountDownLatch asked = new CountDownLatch(0);
        private static volatile CountDownLatch answer = new CountDownLatch(0);

        @WeComMessageHandler(
                condition = "T(io.github.wecomcallback.exchange.LateAcknowledgementTest.Undecided).wanted()")
        String maybe(UserMessage.Text text) {
            return "never";
        }

        public static boolean wanted() throws InterruptedException {
            asked.countDown();
            answer.await();
            return false;
        }
    }

    static final class Stubborn {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);

        @WeComMessageHandler
        String hang(UserMessage.Text text) {
            begun.countDown();
            while (release.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
            left.countDown();
            throw new IllegalStateException("failed at last");
        }
    }

    static final class AboutInTime {

        @WeComMessageHandler
        String fail(UserMessage.Text text) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(60_000_000));
            throw new IllegalStateException("failed");
        }
    }

    static final class Staged {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<@Nullable String> answer = new CompletableFuture<>();

        @WeComMessageHandler
        CompletionStage<@Nullable String> answer(UserMessage.Text text) {
            begun.countDown();
            return answer;
        }
    }

    /** Takes its time. */
    private static final class Inbox implements CallbackInbox {

        private final List<String> kept = new CopyOnWriteArrayList<>();
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void store(MessageKey key, CallbackContext context, List<DeferredHandler> handlers) {
            asked.countDown();
            try {
                open.await();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            handlers.forEach(handler -> kept.add(handler.id()));
        }
    }
}
