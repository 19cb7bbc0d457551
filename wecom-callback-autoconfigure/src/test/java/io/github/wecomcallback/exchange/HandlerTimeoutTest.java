// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.handler.HandlerTimeoutException;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.core.annotation.Order;

/** Handlers for a request that do not come to their end. */
class HandlerTimeoutTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final ExecutorService threads = HostThreads.asNeeded();
    private final WeCom weCom = new WeCom();
    private final List<Throwable> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void a_stage_that_never_completes_is_given_up_and_its_room_is_had_again() {
        Staged staged = new Staged();
        Callbacks callbacks = callbacks(staged, 1);

        CallbackResponse late = callbacks.postOutOfPatience(message("never", 1));

        assertThat(late.status()).isEqualTo(503);
        await().untilAsserted(
                        () -> assertThat(post(callbacks, "at once", 2).status()).isEqualTo(200));
        assertThat(staged.begun).containsExactly("never", "second", "at once", "second");
        assertThat(staged.stage).isCancelled();
    }

    @Test
    void it_is_a_failure_of_its_handler_like_any_other() {
        Staged staged = new Staged();
        Callbacks callbacks = callbacks(staged, 10);

        CallbackResponse response = post(callbacks, "never", 1);

        assertThat(response.status()).isEqualTo(500);
        assertThat(asked)
                .singleElement()
                .isInstanceOf(HandlerTimeoutException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("handler0#first(UserMessage.Text)", "within PT0.05S");
        assertThat(log.messages(Level.ERROR))
                .singleElement()
                .asString()
                .contains("handler0#first(UserMessage.Text)", "it will be delivered again");
        assertThat(staged.begun).as("the others run").containsExactly("never", "second");
        assertThat(callbacks.timeouts().count()).isOne();
        assertThat(callbacks.timeouts().countHanging()).isZero();
    }

    @Test
    void a_redelivery_after_that_begins_anew_and_joins_no_dead_run() {
        Staged staged = new Staged();
        Callbacks callbacks = callbacks(staged, 10);
        post(callbacks, "never", 1);

        staged.completing = true;
        CallbackResponse redelivery = post(callbacks, "never", 1);

        assertThat(redelivery.status()).isEqualTo(200);
        assertThat(staged.begun).containsExactly("never", "second", "never");
    }

    @Test
    void a_stage_that_completes_after_it_was_given_up_changes_nothing() {
        Staged staged = new Staged();
        Callbacks callbacks = callbacks(staged, 10);
        CompletableFuture<Object> uncancelled = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw new UnsupportedOperationException("cancel");
            }
        };
        staged.stage = uncancelled;

        CallbackResponse response = post(callbacks, "never", 1);
        uncancelled.complete("late reply");

        assertThat(response.status()).isEqualTo(500);
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_handler_that_does_not_return_is_interrupted_once_and_that_is_why_it_fails() {
        Blocking blocking = new Blocking(false);
        Callbacks callbacks = callbacks(blocking, 10);

        CallbackResponse response = post(callbacks, "hi", 1);

        assertThat(response.status()).isEqualTo(500);
        assertThat(asked).singleElement().isInstanceOf(HandlerTimeoutException.class);
        assertThat(asked.get(0)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(blocking.ran).as("the others run").containsExactly("first", "second");
        assertThat(log.messages(Level.WARN))
                .singleElement()
                .asString()
                .contains(
                        "handler0#first(UserMessage.Text)",
                        "has not returned within PT0.05S",
                        Blocking.class.getName());
    }

    @Test
    void the_interruption_is_meant_for_the_handler_only() {
        AtomicBoolean interrupted = new AtomicBoolean();
        Object brave = new Object() {
            @Order(1)
            @WeComMessageHandler
            String first(UserMessage.Text text) {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                return "done all the same";
            }

            @Order(2)
            @WeComMessageHandler
            void second(UserMessage.Text text) {
                interrupted.set(Thread.currentThread().isInterrupted());
            }
        };
        Callbacks callbacks = callbacks(brave, 10);

        CallbackResponse response = post(callbacks, "hi", 1);

        assertThat(response.status()).isEqualTo(200);
        assertThat(interrupted).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void one_that_does_not_even_return_then_keeps_its_thread_and_nothing_else() throws Exception {
        Blocking deaf = new Blocking(true);
        Callbacks callbacks = callbacks(deaf, 2);
        Background<CallbackResponse> first = Background.run(() -> post(callbacks, "hi", 1));

        assertThat(first.result().status()).as("its run is given up").isEqualTo(500);
        assertThat(callbacks.timeouts().countHanging()).isOne();
        assertThat(log.messages(Level.ERROR))
                .anySatisfy(message -> assertThat(message).contains("handler0#first(UserMessage.Text) hangs"));

        deaf.end.countDown();
        await().until(() -> callbacks.timeouts().countHanging() == 0);
        assertThat(post(callbacks, "hi", 1).status()).isEqualTo(200);
        assertThat(deaf.ran)
                .as("once given up, the run calls no further handler; and what it did in the end is not done again")
                .containsExactly("first", "second");
    }

    @Test
    void its_room_is_had_again_when_it_returns_and_no_sooner() throws Exception {
        Blocking deaf = new Blocking(true);
        Callbacks callbacks = callbacks(deaf, 1);
        Background<CallbackResponse> first = Background.run(() -> post(callbacks, "hi", 1));
        first.result();

        assertThat(post(callbacks, "other", 2).status()).isEqualTo(503);
        deaf.end.countDown();

        await().untilAsserted(
                        () -> assertThat(post(callbacks, "other", 2).status()).isEqualTo(200));
    }

    @Test
    void a_handler_on_the_thread_of_the_request_is_treated_alike() throws Exception {
        Blocking deaf = new Blocking(true);
        Callbacks callbacks = callbacks(deaf, 10);
        Background<CallbackResponse> first = Background.run(() -> callbacks.post(message("hi", 1), answer -> {}));
        await().until(() -> callbacks.timeouts().countHanging() == 1);
        await().until(() -> log.text().contains("its run is given up"));

        deaf.end.countDown();

        assertThat(first.result().status()).isEqualTo(500);
        assertThat(post(callbacks, "hi", 1).status()).isEqualTo(200);
        assertThat(deaf.ran).containsExactly("first", "second");
    }

    @Test
    void whoever_listens_hears_the_handlers_name() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Callbacks callbacks = callbacks(new Staged(), 10);
        callbacks.timeouts().onTimeout(handler -> {
            throw new IllegalStateException("deaf");
        });
        Callbacks others = callbacks(new Staged(), 10);
        others.timeouts().onTimeout(heard::add);

        assertThat(post(callbacks, "never", 1).status()).isEqualTo(500);
        assertThat(post(others, "never", 1).status()).isEqualTo(500);

        assertThat(heard).containsExactly("handler0#first(UserMessage.Text)");
    }

    private Callbacks callbacks(Object handlers, int capacity) {
        return Callbacks.to(handlers)
                .threads(threads, capacity)
                .handlerTimeout(SHORT)
                .errors((exchange, failure) -> {
                    asked.add(failure.cause());
                    return Decision.REDELIVER;
                })
                .build();
    }

    private CallbackResponse post(Callbacks callbacks, String text, long id) {
        return callbacks.post(message(text, id));
    }

    private WeCom.Delivery message(String text, long id) {
        return weCom.deliver(WeCom.text(text, id));
    }

    static final class Staged {

        private final List<String> begun = new CopyOnWriteArrayList<>();
        private volatile CompletableFuture<Object> stage = new CompletableFuture<>();
        private volatile boolean completing;

        @Order(1)
        @WeComMessageHandler
        CompletionStage<?> first(UserMessage.Text text) {
            begun.add(text.content());
            return text.content().equals("never") && !completing ? stage : CompletableFuture.completedFuture("reply");
        }

        @Order(2)
        @WeComMessageHandler
        void second(UserMessage.Text text) {
            begun.add("second");
        }
    }

    static final class Blocking {

        private final CountDownLatch end = new CountDownLatch(1);
        private final List<String> ran = new CopyOnWriteArrayList<>();
        private final boolean deaf;

        Blocking(boolean deaf) {
            this.deaf = deaf;
        }

        @Order(1)
        @WeComMessageHandler
        void first(UserMessage.Text text) throws InterruptedException {
            ran.add("first");
            if (!deaf) {
                end.await();
            }
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException ex) {
                    // Goes on.
                }
            }
        }

        @Order(2)
        @WeComMessageHandler
        void second(UserMessage.Text text) {
            ran.add("second");
        }
    }
}
