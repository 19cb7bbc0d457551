// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Field;
import io.github.wecomcallback.message.Menu;
import io.github.wecomcallback.message.UserMessage;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.annotation.AliasFor;
import org.springframework.expression.spel.SpelEvaluationException;

class ConditionTest {

    @RegisterExtension
    final Application application = new Application();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message",
                "typed_message",
                "context",
                "parameter",
                "parameter_by_index",
                "bean",
                "root",
                "root_property"
            })
    void a_condition_sees(String key) {
        application.start(Senses.class, Managers.class);

        application.send(event(key, "li.wei"));
        application.send(event(key, "chen.yu"));

        assertThat(application.journal()).containsExactly(key + " li.wei");
    }

    private static String event(String key, String userId) {
        return Payloads.event("click", "<EventKey>" + key + "</EventKey><UserID>" + userId + "</UserID>");
    }

    @Test
    void a_parameter_named_message_is_what_the_condition_sees_as_message() {
        application.start(NamedMessage.class);

        application.send(Payloads.text("ping"));
        application.send(Payloads.text("pong"));

        assertThat(application.journal()).containsExactly("ping");
    }

    @Test
    void a_condition_is_for_this_handler_alone() {
        application.start(Senses.class, Managers.class, AllClicks.class);

        Application.Delivery delivery = application.send(event("message", "chen.yu"));

        assertThat(application.journal()).containsExactly("all");
        assertThat(delivery.matched()).isEqualTo(1);
    }

    @Test
    void a_condition_that_gives_nothing_does_not_hold() {
        application.start(NullCondition.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.dispatched().isUnmatched()).isTrue();
        assertThat(delivery.failures()).isEmpty();
    }

    @Test
    void a_condition_that_cannot_be_evaluated_is_a_failure_of_its_handler_alone() {
        application.start(BrokenCondition.class, AllTexts.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.handler()).isEqualTo("brokenCondition#on()");
            assertThat(failure.cause()).isInstanceOf(SpelEvaluationException.class);
        });
        assertThat(application.journal()).containsExactly("all");
        assertThat(delivery.matched()).isEqualTo(2);
    }

    @Test
    void several_annotations_may_share_a_condition() {
        application.start(SharedCondition.class);

        application.send(event("a", "li.wei"));
        application.send(event("b", "li.wei"));
        application.send(event("b", "chen.yu"));

        assertThat(application.journal()).containsExactly("a", "b");
    }

    @Test
    void an_annotation_of_ones_own_may_carry_the_condition() {
        application.start(Vip.class);

        application.send(Payloads.text("vip: help"));
        application.send(Payloads.text("help"));

        assertThat(application.journal()).containsExactly("vip: help");
    }

    static class Managers {

        private final Set<String> userIds = Set.of("li.wei");

        public boolean contains(String userId) {
            return userIds.contains(userId);
        }
    }

    static class Senses extends Journal.Keeper {

        @WeComEventHandler(eventKey = "message", condition = "#message.get('UserID') == 'li.wei'")
        void message(@Field("UserID") String userId) {
            note("message " + userId);
        }

        @WeComEventHandler(eventKey = "typed_message", condition = "#click.get('UserID') == 'li.wei'")
        void typedMessage(Menu.Click click) {
            note("typed_message " + click.get("UserID"));
        }

        @WeComEventHandler(
                eventKey = "context",
                condition = "#context.account.name == 'default' && #context.payload.get('UserID') == 'li.wei'")
        void context(@Field("UserID") String userId) {
            note("context " + userId);
        }

        @WeComEventHandler(eventKey = "parameter", condition = "#userId == 'li.wei'")
        void parameter(@Field("UserID") String userId) {
            note("parameter " + userId);
        }

        @WeComEventHandler(eventKey = "parameter_by_index", condition = "#a0 == 'li.wei' && #p0 == #a0")
        void parameterByIndex(@Field("UserID") String userId) {
            note("parameter_by_index " + userId);
        }

        @WeComEventHandler(eventKey = "bean", condition = "@managers.contains(#userId)")
        void bean(@Field("UserID") String userId) {
            note("bean " + userId);
        }

        @WeComEventHandler(eventKey = "root", condition = "#root.payload.get('UserID') == 'li.wei'")
        void root(@Field("UserID") String userId) {
            note("root " + userId);
        }

        @WeComEventHandler(eventKey = "root_property", condition = "payload.get('UserID') == 'li.wei'")
        void rootProperty(@Field("UserID") String userId) {
            note("root_property " + userId);
        }
    }

    static class NamedMessage extends Journal.Keeper {

        @WeComMessageHandler(condition = "#message.content == 'ping'")
        void on(UserMessage.Text message) {
            note(message.content());
        }
    }

    static class AllClicks extends Journal.Keeper {

        @WeComEventHandler(event = "click")
        void on() {
            note("all");
        }
    }

    static class AllTexts extends Journal.Keeper {

        @WeComMessageHandler(type = "text")
        void on() {
            note("all");
        }
    }

    static class NullCondition {

        @WeComMessageHandler(condition = "#message.get('NoSuchField')")
        String on() {
            return "never";
        }
    }

    static class BrokenCondition {

        @WeComMessageHandler(condition = "#message.noSuchProperty")
        String on() {
            return "never";
        }
    }

    static class SharedCondition extends Journal.Keeper {

        @WeComEventHandler(event = "click", eventKey = "a", condition = "#message.get('UserID') == 'li.wei'")
        @WeComEventHandler(event = "click", eventKey = "b", condition = "#message.get('UserID') == 'li.wei'")
        void on(CallbackContext context) {
            note(context.payload().eventKey());
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WeComMessageHandler(type = "text")
    @interface TextWhere {

        @AliasFor(annotation = WeComMessageHandler.class, attribute = "condition")
        String value();
    }

    static class Vip extends Journal.Keeper {

        @TextWhere("#text.content.startsWith('vip')")
        void on(UserMessage.Text text) {
            note(text.content());
        }
    }
}
