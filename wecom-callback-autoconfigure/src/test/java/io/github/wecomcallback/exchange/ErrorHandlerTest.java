// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.handler.HandlerFailure;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.core.annotation.Order;

class ErrorHandlerTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final WeCom weCom = new WeCom();
    private final Handlers handlers = new Handlers();
    private final List<String> asked = new ArrayList<>();

    @Test
    void by_default_a_failure_means_redelivery() {
        handlers.failing.add("first");
        Callbacks callbacks = Callbacks.to(handlers).build();

        CallbackResponse response = post(callbacks);

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).isEmpty();
        assertThat(handlers.ran).containsExactly("first", "second", "third");
    }

    @Test
    void a_failure_can_be_acknowledged_and_the_reply_of_the_others_is_sent() {
        handlers.failing.add("first");
        Callbacks callbacks = Callbacks.to(handlers)
                .errors((exchange, failure) -> Decision.ACKNOWLEDGE)
                .build();

        CallbackResponse response = post(callbacks);
        CallbackResponse redelivery = post(callbacks);

        assertThat(opened(response)).contains("by second");
        assertThat(opened(redelivery)).contains("by second");
        assertThat(handlers.ran).containsExactly("first", "second", "third");
    }

    @Test
    void it_is_asked_for_each_failure_with_its_cause_and_the_message() {
        handlers.failing.addAll(List.of("first", "second", "third"));
        Callbacks callbacks = Callbacks.to(handlers)
                .errors((exchange, failure) -> {
                    asked.add(exchange.message().get("Content") + " " + failure.handler() + " "
                            + failure.cause().getMessage());
                    return Decision.ACKNOWLEDGE;
                })
                .build();

        post(callbacks);

        assertThat(asked)
                .containsExactly(
                        "hello handler0#first(UserMessage.Text) first failed",
                        "hello handler0#second(UserMessage.Text) second failed",
                        "hello handler0#third(UserMessage.Text) third failed");
    }

    @Test
    void of_several_failures_one_that_calls_for_redelivery_is_enough() {
        handlers.failing.addAll(List.of("first", "third"));
        Callbacks callbacks =
                Callbacks.to(handlers).errors(this::onlyTheThirdAgain).build();

        CallbackResponse response = post(callbacks);

        assertThat(response.status()).isEqualTo(500);
        assertThat(asked).containsExactly("first", "third");
    }

    @Test
    void it_is_not_asked_when_all_goes_well() {
        Callbacks callbacks =
                Callbacks.to(handlers).errors(this::onlyTheThirdAgain).build();

        post(callbacks);

        assertThat(asked).isEmpty();
    }

    @Test
    void each_failure_is_logged_with_its_stack_trace_and_what_follows() {
        handlers.failing.addAll(List.of("first", "third"));
        Callbacks callbacks =
                Callbacks.to(handlers).errors(this::onlyTheThirdAgain).build();

        post(callbacks);

        assertThat(log.messages(Level.ERROR))
                .satisfiesExactly(
                        first -> assertThat(first).contains("handler0#first(UserMessage.Text)", "acknowledged"),
                        third -> assertThat(third).contains("handler0#third(UserMessage.Text)", "delivered again"));
        assertThat(log.text()).contains("first failed", "third failed", "\tat " + Handlers.class.getName());
    }

    @Test
    void when_it_fails_itself_the_message_is_delivered_again_and_both_failures_are_logged() {
        handlers.failing.add("first");
        Callbacks callbacks = Callbacks.to(handlers)
                .errors((exchange, failure) -> {
                    throw new IllegalStateException("the error handler failed");
                })
                .build();

        CallbackResponse response = post(callbacks);

        assertThat(response.status()).isEqualTo(500);
        assertThat(log.text()).contains("first failed", "the error handler failed");
    }

    @Test
    void when_it_does_not_decide_the_message_is_delivered_again() {
        handlers.failing.add("first");
        Callbacks callbacks =
                Callbacks.to(handlers).errors((exchange, failure) -> null).build();

        CallbackResponse response = post(callbacks);

        assertThat(response.status()).isEqualTo(500);
    }

    @Test
    void an_error_of_the_virtual_machine_is_a_failure_like_any_other() {
        Callbacks callbacks = Callbacks.to(new Object() {
                    @WeComMessageHandler
                    void overflow(UserMessage.Text text) {
                        throw new StackOverflowError("too deep");
                    }
                })
                .build();

        CallbackResponse response = post(callbacks);

        assertThat(response.status()).isEqualTo(500);
        assertThat(log.text()).contains("too deep");
    }

    @Test
    void a_stage_that_fails_is_a_failure_with_the_cause_inside() {
        Callbacks callbacks = Callbacks.to(new Object() {
                    @WeComMessageHandler
                    CompletionStage<String> later(UserMessage.Text text) {
                        return CompletableFuture.supplyAsync(() -> {
                            throw new IllegalStateException("later failed");
                        });
                    }
                })
                .errors((exchange, failure) -> {
                    asked.add(failure.cause().getMessage());
                    return Decision.REDELIVER;
                })
                .build();

        CallbackResponse response = post(callbacks);

        assertThat(response.status()).isEqualTo(500);
        assertThat(asked).containsExactly("later failed");
    }

    private Decision onlyTheThirdAgain(CallbackExchange exchange, HandlerFailure failure) {
        String name = failure.cause().getMessage().replace(" failed", "");
        asked.add(name);
        return name.equals("third") ? Decision.REDELIVER : Decision.ACKNOWLEDGE;
    }

    private CallbackResponse post(Callbacks callbacks) {
        return callbacks.post(weCom.deliver(WeCom.text("hello", 1)));
    }

    private String opened(CallbackResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return weCom.open(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static final class Handlers {

        private final List<String> ran = new ArrayList<>();
        private final List<String> failing = new ArrayList<>();

        @Order(1)
        @WeComMessageHandler
        String first(UserMessage.Text text) {
            return run("first");
        }

        @Order(2)
        @WeComMessageHandler
        String second(UserMessage.Text text) {
            return run("second");
        }

        @Order(3)
        @WeComMessageHandler
        String third(UserMessage.Text text) {
            return run("third");
        }

        private String run(String name) {
            ran.add(name);
            if (failing.contains(name)) {
                throw new IllegalStateException(name + " failed");
            }
            return "by " + name;
        }
    }
}
