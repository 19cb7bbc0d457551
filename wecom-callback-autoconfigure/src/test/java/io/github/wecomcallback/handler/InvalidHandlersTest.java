// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Coded;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.Discriminator;
import io.github.wecomcallback.message.Field;
import io.github.wecomcallback.message.Menu;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;

/** What cannot work stops the start, with a message that names bean and method and a remedy. */
class InvalidHandlersTest {

    @RegisterExtension
    final Application application = new Application();

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_stops_the_start(Class<?> bean, String message, String remedy) {
        InvalidHandlerException refusal = application.refusalOf(bean);

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.getRemedy()).contains(remedy);
        assertThat(refusal).hasMessageStartingWith(refusal.getHandler());
    }

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of(
                        UnknownParameter.class,
                        "unknownParameter#on(Thread) has a parameter that nothing can be passed for: java.lang.Thread",
                        "CallbackArgumentResolver"),
                Arguments.of(
                        PlainRecord.class,
                        "plainRecord#on(InvalidHandlersTest.Person) has a parameter that nothing can be passed for: "
                                + Person.class.getName(),
                        "typed record"),
                Arguments.of(
                        PrimitiveField.class,
                        "primitiveField#on(int) has a parameter that nothing can be passed for: int",
                        "boxed number"),
                Arguments.of(
                        FieldOfNoSuchType.class,
                        "fieldOfNoSuchType#on(Thread) has a parameter that nothing can be passed for: java.lang.Thread",
                        "@Field"),
                Arguments.of(
                        FieldListOfNoSuchType.class,
                        "fieldListOfNoSuchType#on(List) has a parameter that nothing can be passed for: "
                                + "java.util.List<java.lang.Thread>",
                        "@Field"),
                Arguments.of(
                        FieldOfAnyCode.class,
                        "fieldOfAnyCode#on(Coded) has a parameter that nothing can be passed for: "
                                + "io.github.wecomcallback.message.Coded<?>",
                        "@Field"),
                Arguments.of(
                        UnbindableRecord.class,
                        "unbindableRecord#on(InvalidHandlersTest.Counter) takes a record that payloads cannot be bound to",
                        "The component 'count' of " + Counter.class.getName()),
                Arguments.of(
                        MessageAndEvent.class,
                        "messageAndEvent#on() carries handler annotations that contradict each other: what one of them"
                                + " selects, the other does not",
                        "one method for messages, one for events"),
                Arguments.of(
                        EventAndFallback.class,
                        "eventAndFallback#on() carries handler annotations that contradict each other: what one of them"
                                + " selects, the other does not",
                        "one for the rest"),
                Arguments.of(
                        TwoTypes.class,
                        "twoTypes#on(Contact.UserCreated,Contact.UserDeleted) has typed parameters that contradict each other: no message"
                                + " is both Contact.UserCreated and Contact.UserDeleted",
                        "Keep one of them"),
                Arguments.of(
                        WrongEvent.class,
                        "wrongEvent#on(Contact.UserCreated) takes Contact.UserCreated, which does not fit its selector event = \"click\"",
                        "Change the parameter's type or the selector"),
                Arguments.of(
                        WrongEventForChange.class,
                        "wrongEventForChange#on(Contact.UserCreated) takes Contact.UserCreated, which does not fit its selector event ="
                                + " \"click\"",
                        "Change the parameter's type or the selector"),
                Arguments.of(
                        WrongPair.class,
                        "wrongPair#on(InvalidHandlersTest.Changed) takes InvalidHandlersTest.Changed, which does not fit its selector changeType = \"y\"",
                        "Change the parameter's type or the selector"),
                Arguments.of(
                        WrongChangeType.class,
                        "wrongChangeType#on(Contact) takes Contact, which does not fit its selector changeType ="
                                + " \"create_uzer\"",
                        "take WeComMessage"),
                Arguments.of(
                        WrongSource.class,
                        "wrongSource#on(UserMessage.Text) takes UserMessage.Text, which does not fit its selector source = \"BOT\"",
                        "take WeComMessage"),
                Arguments.of(
                        WrongMessageType.class,
                        "wrongMessageType#on(UserMessage.Text) takes UserMessage.Text, which does not fit its selector type = \"image\"",
                        "take WeComMessage"),
                Arguments.of(
                        MessageAsEvent.class,
                        "messageAsEvent#on(UserMessage.Text) takes UserMessage.Text, which does not fit its selector type = \"event\"",
                        "take WeComMessage"),
                Arguments.of(
                        RecordOfNothing.class,
                        "recordOfNothing#on(InvalidHandlersTest.Note) takes InvalidHandlersTest.Note, which does not say what payloads it is for",
                        "Put @Discriminator on the record"),
                Arguments.of(
                        PrivateMethod.class,
                        "privateMethod#on() is private, so it cannot be called through a proxy of its bean",
                        "Remove the modifier 'private'"),
                Arguments.of(
                        StaticMethod.class,
                        "staticMethod#on() is static, so it cannot be called through a proxy of its bean",
                        "Remove the modifier 'static'"),
                Arguments.of(
                        AnnotatedClass.class,
                        "Bean 'annotatedClass' of type " + AnnotatedClass.class.getName()
                                + " carries a handler annotation on its class but does not implement WeComHandler",
                        "Implement WeComHandler<M>, or put the annotation on a method"),
                Arguments.of(
                        AnnotatedTwice.class,
                        "Bean 'annotatedTwice' of type " + AnnotatedTwice.class.getName()
                                + " carries handler annotations on its class and on its method 'handle'",
                        "Keep one of the two"),
                Arguments.of(
                        BrokenCondition.class,
                        "brokenCondition#on() has a condition that is no SpEL expression: #message.(",
                        "Mend the expression"),
                Arguments.of(
                        DifferentConditions.class,
                        "differentConditions#on() has several annotations with different conditions",
                        "one method for each"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ReturnsList.class,
                ReturnsFlag.class,
                ReturnsCharacter.class,
                ReturnsFuture.class,
                ReturnsOptionalOfList.class,
                ReturnsStageOfList.class,
                ReturnsStageOfStage.class,
                ReturnsOptionalOfStage.class
            })
    void a_return_type_that_is_no_reply_stops_the_start(Class<?> bean) {
        InvalidHandlerException refusal = application.refusalOf(bean);

        assertThat(refusal).hasMessageMatching("returns\\w+#on\\(\\) returns .+, which is no reply");
        assertThat(refusal.getRemedy())
                .isEqualTo("Return void, String, a number, Reply, or an Optional or CompletionStage of these.");
    }

    @Test
    void two_handlers_of_the_same_name_stop_the_start() {
        InvalidHandlerException refusal = application.refusalOf(AnyDate.class, SameNames.class);

        assertThat(refusal)
                .hasMessage("sameNames#on(Date) is the name of two handlers, so nobody could tell which of them has"
                        + " succeeded");
        assertThat(refusal.getRemedy()).isEqualTo("Give one of the methods another name.");
    }

    @Test
    void a_bean_that_only_looks_like_a_handler_is_left_alone() {
        assertThatCode(() -> application.start(NoHandler.class)).doesNotThrowAnyException();

        assertThat(application.dispatcher().handlerCount()).isZero();
    }

    static class AnyDate implements CallbackArgumentResolver {

        @Override
        public boolean supports(MethodParameter parameter) {
            return java.util.Date.class.isAssignableFrom(parameter.getParameterType());
        }

        @Override
        public Object resolve(MethodParameter parameter, CallbackContext context) {
            return null;
        }
    }

    static class SameNames {

        @WeComMessageHandler
        void on(java.util.Date date) {}

        @WeComMessageHandler
        void on(java.sql.Date date) {}
    }

    static class UnknownParameter {

        @WeComMessageHandler
        void on(Thread thread) {}
    }

    record Person(String name) {}

    static class PlainRecord {

        @WeComMessageHandler
        void on(Person person) {}
    }

    static class PrimitiveField {

        @WeComMessageHandler
        void on(@Field("AgentID") int agentId) {}
    }

    static class FieldOfNoSuchType {

        @WeComMessageHandler
        void on(@Field("AgentID") Thread agent) {}
    }

    static class FieldListOfNoSuchType {

        @WeComMessageHandler
        void on(@Field("AgentID") List<Thread> agents) {}
    }

    static class FieldOfAnyCode {

        @WeComMessageHandler
        void on(@Field("Gender") Coded<?> gender) {}
    }

    record Counter(Payload payload, int count) implements WeComMessage {}

    static class UnbindableRecord {

        @WeComEventHandler(event = "count")
        void on(Counter counter) {}
    }

    static class MessageAndEvent {

        @WeComMessageHandler(type = "text")
        @WeComEventHandler(event = "click")
        void on() {}
    }

    static class EventAndFallback {

        @WeComFallbackHandler
        @WeComEventHandler(event = "click")
        void on() {}
    }

    static class TwoTypes {

        @WeComEventHandler
        void on(Contact.UserCreated created, Contact.UserDeleted deleted) {}
    }

    static class WrongEvent {

        @WeComEventHandler(event = "click")
        void on(Contact.UserCreated event) {}
    }

    static class WrongEventForChange {

        @WeComEventHandler(event = "click", changeType = "create_user")
        void on(Contact.UserCreated event) {}
    }

    @Discriminator(event = "a", changeType = "x")
    @Discriminator(event = "b", changeType = "y")
    record Changed(Payload payload) implements WeComMessage {}

    static class WrongPair {

        @WeComEventHandler(event = "a", changeType = "y")
        void on(Changed event) {}
    }

    static class WrongChangeType {

        @WeComEventHandler(changeType = {"create_user", "create_uzer"})
        void on(Contact event) {}
    }

    static class WrongSource {

        @WeComMessageHandler(source = Source.BOT)
        void on(UserMessage.Text text) {}
    }

    static class WrongMessageType {

        @WeComMessageHandler(type = "image")
        void on(UserMessage.Text text) {}
    }

    static class MessageAsEvent {

        @WeComEventHandler
        void on(UserMessage.Text text) {}
    }

    record Note(Payload payload, String content) implements WeComMessage {}

    static class RecordOfNothing {

        @WeComMessageHandler
        void on(Note note) {}
    }

    static class PrivateMethod {

        @WeComMessageHandler
        private void on() {}
    }

    static class StaticMethod {

        @WeComMessageHandler
        static void on() {}
    }

    @WeComMessageHandler(type = "text")
    static class AnnotatedTwice implements WeComHandler<WeComMessage> {

        @Override
        @WeComMessageHandler(type = "image")
        public Object handle(WeComMessage message, CallbackContext context) {
            return null;
        }
    }

    @WeComMessageHandler(type = "text")
    static class AnnotatedClass {

        void on(UserMessage.Text text) {}
    }

    static class BrokenCondition {

        @WeComMessageHandler(condition = "#message.(")
        void on() {}
    }

    static class DifferentConditions {

        @WeComEventHandler(event = "click", condition = "true")
        @WeComEventHandler(event = "view")
        void on() {}
    }

    static class ReturnsList {

        @WeComMessageHandler
        List<String> on() {
            return List.of();
        }
    }

    static class ReturnsFlag {

        @WeComMessageHandler
        boolean on() {
            return true;
        }
    }

    static class ReturnsCharacter {

        @WeComMessageHandler
        char on() {
            return 'a';
        }
    }

    static class ReturnsFuture {

        @WeComMessageHandler
        Future<String> on() {
            return CompletableFuture.completedFuture("");
        }
    }

    static class ReturnsOptionalOfList {

        @WeComMessageHandler
        Optional<List<String>> on() {
            return Optional.empty();
        }
    }

    static class ReturnsStageOfList {

        @WeComMessageHandler
        CompletionStage<List<String>> on() {
            return CompletableFuture.completedFuture(List.of());
        }
    }

    static class ReturnsStageOfStage {

        @WeComMessageHandler
        CompletionStage<CompletionStage<String>> on() {
            return CompletableFuture.completedFuture(CompletableFuture.completedFuture(""));
        }
    }

    static class ReturnsOptionalOfStage {

        @WeComMessageHandler
        Optional<CompletionStage<String>> on() {
            return Optional.empty();
        }
    }

    static class NoHandler {

        @Deprecated
        void handle(Menu.Click click, CallbackContext context) {}

        private static void on(WeComMessage message) {}
    }
}
