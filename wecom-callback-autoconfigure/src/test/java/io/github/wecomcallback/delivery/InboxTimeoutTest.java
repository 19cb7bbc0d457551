// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.handler.HandlerTimeoutException;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** Handlers of the inbox that do not come to their end. */
@ParameterizedClass
@EnumSource(
        value = Pools.class,
        names = {"H2", "H2_WITHOUT_AUTO_COMMIT"})
class InboxTimeoutTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int THREADS = InboxNode.SETTINGS.threads();

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final HikariDataSource dataSource;
    private final CountDownLatch end = new CountDownLatch(1);

    InboxTimeoutTest(Pools pools) {
        dataSource = pools.withTables();
    }

    @AfterEach
    void closePool() {
        end.countDown();
        dataSource.close();
    }

    @Test
    void stages_that_never_complete_hold_no_threads() {
        List<String> handled = new CopyOnWriteArrayList<>();
        Object staged = new Object() {
            @WeComMessageHandler(type = "text")
            CompletionStage<Void> handle(UserMessage.Text text) {
                if (text.content().equals("never")) {
                    return new CompletableFuture<>();
                }
                handled.add(text.content());
                return CompletableFuture.completedFuture(null);
            }
        };
        try (InboxNode node =
                InboxNode.on(dataSource, staged).handlerTimeout(SHORT).start()) {
            for (int i = 0; i < 2 * THREADS; i++) {
                node.deliver(WeCom.text("never", i));
            }
            node.deliver(WeCom.text("at once", 100));

            await().untilAsserted(() -> assertThat(handled).containsExactly("at once"));
            await().untilAsserted(() -> assertThat(node.deadLetters().list(100)).hasSize(2 * THREADS));
            DeadLetter letter = node.deadLetters().list(1).get(0);
            assertThat(letter.attempts()).isEqualTo(InboxNode.THREE_TIMES.attempts());
            assertThat(letter.error())
                    .contains("HandlerTimeoutException", "handler0#handle(UserMessage.Text)", "within PT0.05S");
            assertThat(node.inbox().timeouts().count()).isEqualTo(2L * THREADS * InboxNode.THREE_TIMES.attempts());
            assertThat(node.inbox().monitor().threads()).isEqualTo(new InboxThreads(THREADS, 0));
        }
    }

    @Test
    void an_error_handler_may_give_up_what_takes_too_long() {
        Object staged = new Object() {
            @WeComMessageHandler(type = "text")
            CompletionStage<Void> handle(UserMessage.Text text) {
                return new CompletableFuture<>();
            }
        };
        try (InboxNode node = InboxNode.on(dataSource, staged)
                .handlerTimeout(SHORT)
                .errors((exchange, failure) ->
                        failure.cause() instanceof HandlerTimeoutException ? Decision.ACKNOWLEDGE : Decision.REDELIVER)
                .start()) {
            node.deliver(WeCom.text("never", 1));

            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
        }
    }

    @Test
    void a_handler_that_does_not_return_is_interrupted_and_tried_again() {
        List<String> begun = new CopyOnWriteArrayList<>();
        Object blocking = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) throws InterruptedException {
                begun.add(text.content());
                if (begun.size() == 1) {
                    end.await();
                }
            }
        };
        try (InboxNode node =
                InboxNode.on(dataSource, blocking).handlerTimeout(SHORT).start()) {
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
            assertThat(begun).hasSize(2);
            assertThat(lastError())
                    .contains("HandlerTimeoutException", "Caused by: java.lang.InterruptedException")
                    .contains("handler0#handle(UserMessage.Text)");
            assertThat(log.messages(Level.WARN))
                    .anySatisfy(message -> assertThat(message)
                            .contains("handler0#handle(UserMessage.Text) has not returned", "wecom-inbox-"));
        }
    }

    @Test
    void threads_that_hang_are_counted_and_named_and_when_all_do_the_node_is_said_to_be_stuck() {
        Object deaf = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) {
                while (end.getCount() > 0) {
                    try {
                        end.await();
                    } catch (InterruptedException ex) {
                        // Goes on.
                    }
                }
            }
        };
        try (InboxNode node =
                InboxNode.on(dataSource, deaf).handlerTimeout(SHORT).start()) {
            node.deliver(WeCom.text("hi", 1));

            await().until(() -> node.inbox().monitor().threads().equals(new InboxThreads(THREADS, 1)));
            assertThat(node.inbox().monitor().threads().isStuck()).isFalse();
            await().untilAsserted(() -> assertThat(log.messages(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains("handler0#handle(UserMessage.Text) hangs"));
            for (int i = 2; i <= THREADS; i++) {
                node.deliver(WeCom.text("hi", i));
            }
            await().until(() -> node.inbox().monitor().threads().isStuck());

            end.countDown();

            await().until(() -> node.inbox().monitor().threads().hanging() == 0);
            await().untilAsserted(() -> assertThat(states()).hasSize(THREADS).containsOnly("HANDLED"));
        }
    }

    private List<String> states() {
        return Pools.jdbc(dataSource).queryForList("select state from wecom_inbox order by id", String.class);
    }

    private String lastError() {
        return Pools.jdbc(dataSource).queryForObject("select last_error from wecom_inbox", String.class);
    }
}
