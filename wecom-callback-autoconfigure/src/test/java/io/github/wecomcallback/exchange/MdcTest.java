// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** What stands in the MDC, and when. */
class MdcTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final WeCom weCom = new WeCom();
    private final List<@Nullable Map<String, String>> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
        MDC.clear();
    }

    @Test
    void interceptors_and_handlers_find_account_and_message() {
        Callbacks callbacks = callbacks(new Handlers()).build();

        callbacks.post(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(seen)
                .hasSize(4)
                .allSatisfy(mdc -> assertThat(mdc)
                        .containsOnlyKeys("wecom.account", "wecom.message")
                        .containsEntry("wecom.account", "default")
                        .hasEntrySatisfying(
                                "wecom.message", message -> assertThat(message).matches("[0-9a-f]{16}")));
        assertThat(seen).allMatch(seen.get(0)::equals);
    }

    @Test
    void threads_are_left_as_they_were() throws Exception {
        Callbacks callbacks = callbacks(new Handlers()).build();
        MDC.put("wecom.message", "of somebody else");

        callbacks.post(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("wecom.message", "of somebody else"));
        assertThat(threads.submit(MDC::getCopyOfContextMap).get()).isNullOrEmpty();
    }

    @Test
    void log_lines_of_the_library_carry_it_too() {
        Callbacks callbacks = callbacks(new Failing()).build();

        callbacks.post(weCom.deliver(WeCom.text("hi", 1)));

        await().untilAsserted(() -> assertThat(log.mdc(Level.ERROR))
                .hasSize(2)
                .allSatisfy(mdc -> assertThat(mdc).containsOnlyKeys("wecom.account", "wecom.message")));
    }

    private Callbacks.Builder callbacks(Object handlers) {
        return Callbacks.to(handlers)
                .threads(threads, 10)
                .observers(new MdcObserver())
                .interceptors((exchange, chain) -> {
                    seen.add(MDC.getCopyOfContextMap());
                    return chain.proceed();
                });
    }

    private final class Handlers {

        @WeComMessageHandler
        void first(UserMessage.Text text) {
            seen.add(MDC.getCopyOfContextMap());
        }

        @WeComMessageHandler
        CompletableFuture<String> staged(UserMessage.Text text) {
            seen.add(MDC.getCopyOfContextMap());
            return CompletableFuture.supplyAsync(() -> "done");
        }

        /** Runs on the thread that goes on after the stage. */
        @WeComMessageHandler
        void thirdAfterTheStage(UserMessage.Text text) {
            seen.add(MDC.getCopyOfContextMap());
        }
    }

    private static final class Failing {

        @WeComMessageHandler
        void inline(UserMessage.Text text) {
            throw new IllegalStateException("inline");
        }

        @WeComMessageHandler
        CompletableFuture<String> staged(UserMessage.Text text) {
            return CompletableFuture.failedFuture(new IllegalStateException("staged"));
        }
    }
}
