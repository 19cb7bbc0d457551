// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What other nodes make of a message whose handler does not come to its end on one of them. */
@ParameterizedClass
@EnumSource(TestStore.Kind.class)
class GivenUpRunTest {

    private final WeCom weCom = new WeCom();
    private final ExecutorService threads = HostThreads.asNeeded();
    private final CountDownLatch end = new CountDownLatch(1);

    @Parameter
    private TestStore.Kind kind;

    private TestStore store;
    private SharedRedeliveryGuard here;
    private SharedRedeliveryGuard there;

    @BeforeEach
    void open() {
        store = kind.open();
        here = guard();
        there = guard();
    }

    @AfterEach
    void close() {
        end.countDown();
        threads.shutdownNow();
        here.destroy();
        there.destroy();
        store.close();
    }

    @Test
    void a_stage_that_never_completes_does_not_keep_the_message_from_another_node() {
        Callbacks stuck = node(here, new Object() {
            @WeComMessageHandler
            CompletionStage<String> reply(UserMessage.Text text) {
                return new CompletableFuture<>();
            }
        });

        assertIsHandledByTheOtherNode(stuck);
    }

    @Test
    void a_handler_that_never_returns_does_not_keep_the_message_from_another_node() {
        Callbacks stuck = node(here, new Object() {
            @WeComMessageHandler
            String reply(UserMessage.Text text) {
                while (end.getCount() > 0) {
                    try {
                        end.await();
                    } catch (InterruptedException ex) {
                        // Goes on.
                    }
                }
                return "too late";
            }
        });

        assertIsHandledByTheOtherNode(stuck);
    }

    private void assertIsHandledByTheOtherNode(Callbacks stuck) {
        Callbacks other = node(there, new Object() {
            @WeComMessageHandler
            String reply(UserMessage.Text text) {
                return "handled there";
            }
        });

        int first = stuck.post(weCom.deliver(WeCom.text("hi", 1))).status();

        assertThat(first).isEqualTo(500);
        assertThat(Node.reply(other.post(weCom.deliver(WeCom.text("hi", 1))))).contains("handled there");
    }

    private SharedRedeliveryGuard guard() {
        SharedRedeliveryGuard.Settings settings = new SharedRedeliveryGuard.Settings(
                Duration.ofMinutes(5), Node.PATIENCE, Duration.ofMinutes(10), 1_000, 1_000);
        return new SharedRedeliveryGuard(store.store(), null, task -> task, settings);
    }

    private Callbacks node(SharedRedeliveryGuard guard, Object handler) {
        return Callbacks.to(handler)
                .guard(guard)
                .threads(threads, 1_000)
                .handlerTimeout(Duration.ofMillis(50))
                .build();
    }
}
