// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TextReply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {

    @RegisterExtension
    final Application application = new Application();

    @ParameterizedTest
    @CsvSource({
        "text, 收到",
        "builder, 收到",
        "number, 42",
        "boxed, 42",
        "fraction, 0.5",
        "counter, 42",
        "reply, 收到",
        "concrete_reply, 收到",
        "optional, 收到",
        "optional_reply, 收到",
        "stage, 收到",
        "future_reply, 收到",
        "future_optional, 收到",
        "object, 收到",
        "object_number, 42",
        "object_optional, 收到",
        "object_stage, 收到"
    })
    void a_result_becomes_a_reply(String event, String text) {
        application.start(Answers.class);

        Application.Delivery delivery = application.send(Payloads.event(event));

        assertThat(delivery.failures()).isEmpty();
        assertThat(delivery.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "boxed_nothing",
                "null_text",
                "empty_text",
                "null_reply",
                "null_optional",
                "empty_optional",
                "null_stage",
                "null_in_stage",
                "void_stage",
                "empty_optional_in_stage",
                "null_object"
            })
    void no_result_is_no_reply_and_no_failure(String event) {
        application.start(Silence.class);

        Application.Delivery delivery = application.send(Payloads.event(event));

        assertThat(delivery.matched()).isEqualTo(1);
        assertThat(delivery.failures()).isEmpty();
        assertThat(delivery.reply()).isNull();
    }

    @Test
    void a_reply_of_another_kind_arrives_as_it_is() {
        application.start(Pictures.class);

        Application.Delivery delivery = application.send(Payloads.event("picture"));

        assertThat(delivery.reply()).isEqualTo(Reply.image("media-1"));
    }

    @Test
    void an_object_that_is_no_reply_is_a_failure_that_says_what_to_return() {
        application.start(Odd.class);

        Application.Delivery delivery = application.send(Payloads.event("odd"));

        assertThat(delivery.reply()).isNull();
        assertThat(delivery.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.handler()).isEqualTo("odd#on()");
            assertThat(failure.cause())
                    .hasMessageContaining("java.util.concurrent.atomic.AtomicReference")
                    .hasMessageContaining("Return a String, a number, a Reply");
        });
    }

    static class Answers {

        @WeComEventHandler(event = "text")
        String text() {
            return "收到";
        }

        @WeComEventHandler(event = "builder")
        StringBuilder builder() {
            return new StringBuilder("收到");
        }

        @WeComEventHandler(event = "number")
        int number() {
            return 42;
        }

        @WeComEventHandler(event = "boxed")
        Long boxed() {
            return 42L;
        }

        @WeComEventHandler(event = "fraction")
        double fraction() {
            return 0.5;
        }

        @WeComEventHandler(event = "counter")
        AtomicInteger counter() {
            return new AtomicInteger(42);
        }

        @WeComEventHandler(event = "reply")
        Reply reply() {
            return Reply.text("收到");
        }

        @WeComEventHandler(event = "concrete_reply")
        TextReply concreteReply() {
            return new TextReply("收到");
        }

        @WeComEventHandler(event = "optional")
        Optional<String> optional() {
            return Optional.of("收到");
        }

        @WeComEventHandler(event = "optional_reply")
        Optional<Reply> optionalReply() {
            return Optional.of(Reply.text("收到"));
        }

        @WeComEventHandler(event = "stage")
        CompletionStage<String> stage() {
            return CompletableFuture.completedStage("收到");
        }

        @WeComEventHandler(event = "future_reply")
        CompletableFuture<TextReply> futureReply() {
            return CompletableFuture.completedFuture(new TextReply("收到"));
        }

        @WeComEventHandler(event = "future_optional")
        CompletableFuture<Optional<String>> futureOptional() {
            return CompletableFuture.completedFuture(Optional.of("收到"));
        }

        @WeComEventHandler(event = "object")
        Object object() {
            return "收到";
        }

        @WeComEventHandler(event = "object_number")
        Object objectNumber() {
            return 42;
        }

        @WeComEventHandler(event = "object_optional")
        Object objectOptional() {
            return Optional.of("收到");
        }

        @WeComEventHandler(event = "object_stage")
        Object objectStage() {
            return CompletableFuture.completedFuture("收到");
        }
    }

    static class Silence {

        @WeComEventHandler(event = "nothing")
        void nothing() {}

        @WeComEventHandler(event = "boxed_nothing")
        Void boxedNothing() {
            return null;
        }

        @WeComEventHandler(event = "null_text")
        String nullText() {
            return null;
        }

        @WeComEventHandler(event = "empty_text")
        String emptyText() {
            return "";
        }

        @WeComEventHandler(event = "null_reply")
        Reply nullReply() {
            return null;
        }

        @SuppressWarnings("OptionalAssignedToNull") // what people do
        @WeComEventHandler(event = "null_optional")
        Optional<String> nullOptional() {
            return null;
        }

        @WeComEventHandler(event = "empty_optional")
        Optional<String> emptyOptional() {
            return Optional.empty();
        }

        @WeComEventHandler(event = "null_stage")
        CompletionStage<String> nullStage() {
            return null;
        }

        @WeComEventHandler(event = "null_in_stage")
        CompletionStage<String> nullInStage() {
            return CompletableFuture.completedFuture(null);
        }

        @WeComEventHandler(event = "void_stage")
        CompletableFuture<Void> voidStage() {
            return CompletableFuture.completedFuture(null);
        }

        @WeComEventHandler(event = "empty_optional_in_stage")
        CompletionStage<Optional<Reply>> emptyOptionalInStage() {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @WeComEventHandler(event = "null_object")
        Object nullObject() {
            return null;
        }
    }

    static class Pictures {

        @WeComEventHandler(event = "picture")
        Reply picture() {
            return Reply.image("media-1");
        }
    }

    static class Odd {

        @WeComEventHandler(event = "odd")
        Object on() {
            return new AtomicReference<>("收到");
        }
    }
}
