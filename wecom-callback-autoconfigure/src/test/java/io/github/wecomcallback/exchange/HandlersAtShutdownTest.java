// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import org.springframework.core.annotation.Order;

/** What becomes of handlers that are at work for a request when the node goes down. */
class HandlersAtShutdownTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final WeCom weCom = new WeCom();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Handlers handlers = new Handlers();

    /** Two nodes know the same of redeliveries. */
    private final RedeliveryGuard guard = new MemoryRedeliveryGuard(Duration.ofMinutes(10), 1_000);

    private final Callbacks node = node();
    private final Callbacks other = node();

    @AfterEach
    void end() {
        handlers.end.countDown();
        node.executor().destroy();
        other.executor().destroy();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_interrupted_is_not_done_whatever_the_error_handler_would_say(boolean onItsOwnThread) throws Exception {
        Background<CallbackResponse> request = Background.run(() -> onItsOwnThread ? postHere(node) : post(node));
        handlers.atWork.await();

        node.executor().stop();
        node.executor().destroy();

        assertThat(request.result().status()).isEqualTo(503);
        assertThat(asked).isEmpty();
        assertThat(log.messages(Level.ERROR)).isEmpty();
        handlers.end.countDown();
        assertThat(post(other).status()).isEqualTo(200);
        assertThat(handlers.handled).containsExactly("first", "second");
    }

    @Test
    void what_fails_while_the_node_goes_down_is_not_done() throws Exception {
        handlers.failing = true;
        Background<CallbackResponse> request = Background.run(() -> post(node));
        handlers.atWork.await();
        node.executor().stop(() -> {});

        handlers.end.countDown();

        assertThat(request.result().status()).isEqualTo(503);
        assertThat(asked).isEmpty();
        handlers.failing = false;
        assertThat(post(other).status()).isEqualTo(200);
        assertThat(handlers.handled).as("what succeeded is not done again").containsExactly("second", "first");
    }

    @Test
    void what_succeeds_while_the_node_goes_down_is_done() throws Exception {
        Background<CallbackResponse> request = Background.run(() -> post(node));
        handlers.atWork.await();
        CountDownLatch stopped = new CountDownLatch(1);
        node.executor().stop(stopped::countDown);

        handlers.end.countDown();

        assertThat(request.result().status()).isEqualTo(200);
        stopped.await();
        assertThat(post(other).status()).isEqualTo(200);
        assertThat(handlers.handled).containsExactly("first", "second");
    }

    @Test
    void no_further_handler_is_begun_after_one_was_interrupted() throws Exception {
        Background<CallbackResponse> request = Background.run(() -> post(node));
        handlers.atWork.await();

        node.executor().stop();
        node.executor().destroy();

        request.result();
        assertThat(handlers.handled).isEmpty();
    }

    @Test
    void once_it_is_started_again_an_error_handler_decides_as_before() throws Exception {
        node.executor().stop();
        node.executor().start();
        handlers.failing = true;
        handlers.end.countDown();

        assertThat(post(node).status()).isEqualTo(200);
        assertThat(asked).hasSize(1);
    }

    private Callbacks node() {
        return Callbacks.to(handlers)
                .guard(guard)
                .threads(HostThreads.asNeeded())
                .errors((exchange, failure) -> {
                    asked.add(failure.handler());
                    return Decision.ACKNOWLEDGE;
                })
                .build();
    }

    private CallbackResponse post(Callbacks callbacks) {
        return callbacks.post(weCom.deliver(WeCom.text("hi", 1)));
    }

    private CallbackResponse postHere(Callbacks callbacks) {
        return callbacks.post(weCom.deliver(WeCom.text("hi", 1)), late -> {});
    }

    static final class Handlers {

        private final CountDownLatch atWork = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final List<String> handled = new CopyOnWriteArrayList<>();
        private volatile boolean failing;

        @Order(1)
        @WeComMessageHandler
        void first(UserMessage.Text text) {
            atWork.countDown();
            try {
                end.await();
            } catch (InterruptedException ex) {
                throw new IllegalStateException("hidden");
            }
            if (failing) {
                throw new IllegalStateException("failing");
            }
            handled.add("first");
        }

        @Order(2)
        @WeComMessageHandler
        void second(UserMessage.Text text) {
            handled.add("second");
        }
    }
}
