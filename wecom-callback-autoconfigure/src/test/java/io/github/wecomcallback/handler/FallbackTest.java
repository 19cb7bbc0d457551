// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.UserMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.annotation.Order;

class FallbackTest {

    @RegisterExtension
    final Application application = new Application();

    @Test
    void the_fallback_receives_what_no_other_handler_matched() {
        application.start(Fallback.class, Texts.class);

        application.send(Payloads.CLICK);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("fallback click", "text");
    }

    @Test
    void the_fallback_counts_as_a_match_and_may_reply() {
        application.start(Fallback.class);

        Application.Delivery delivery = application.send(Payloads.CLICK);

        assertThat(delivery.matched()).isEqualTo(1);
        assertThat(delivery.text()).isEqualTo("不明白");
    }

    @Test
    void the_fallback_receives_what_the_conditions_of_others_turned_away() {
        application.start(Fallback.class, NeverTexts.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("fallback text");
    }

    @Test
    void the_fallback_keeps_out_where_another_handler_failed() {
        application.start(Fallback.class, FailingTexts.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(application.journal()).isEmpty();
        assertThat(delivery.failures()).hasSize(1);
    }

    @Test
    void the_fallback_keeps_out_of_a_redelivery_that_has_nothing_left_to_do() {
        application.start(Fallback.class, Texts.class);
        HandlerProgress progress = new HandlerProgress();
        application.send(Payloads.TEXT, progress);

        application.send(Payloads.TEXT, progress);

        assertThat(application.journal()).containsExactly("text");
    }

    @Test
    void several_fallbacks_run_in_their_order() {
        application.start(Ordered.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("first", "second");
    }

    @Test
    void a_fallback_may_be_for_one_account() {
        application.start(HelpdeskFallback.class);

        application.send(Application.callback(Payloads.TEXT, Application.account("helpdesk")), new HandlerProgress());
        application.send(Application.callback(Payloads.TEXT, Application.account("sales")), new HandlerProgress());

        assertThat(application.journal()).containsExactly("helpdesk");
    }

    @Test
    void a_fallback_receives_what_customers_write_only_when_it_asks_for_it() {
        application.start(Fallback.class, CustomerFallback.class);

        application.send(Payloads.CUSTOMER_TEXT);

        assertThat(application.journal()).containsExactly("customer");
    }

    @Test
    void a_fallback_with_a_typed_parameter_is_for_that_type() {
        application.start(TextFallback.class);

        application.send(Payloads.CLICK);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("你好");
    }

    static class Fallback extends Journal.Keeper {

        @WeComFallbackHandler
        String rest(CallbackContext context) {
            note("fallback " + context.payload().kind());
            return "不明白";
        }
    }

    static class Texts extends Journal.Keeper {

        @WeComMessageHandler(type = "text")
        void on() {
            note("text");
        }
    }

    static class NeverTexts extends Journal.Keeper {

        @WeComMessageHandler(type = "text", condition = "false")
        @WeComMessageHandler(type = "image", condition = "false")
        void on() {
            note("never");
        }

        @WeComEventHandler
        void event() {
            note("event");
        }
    }

    static class FailingTexts {

        @WeComMessageHandler(type = "text")
        void on() {
            throw new IllegalStateException("broken");
        }
    }

    static class Ordered extends Journal.Keeper {

        @Order(2)
        @WeComFallbackHandler
        void a() {
            note("second");
        }

        @Order(1)
        @WeComFallbackHandler
        void b() {
            note("first");
        }
    }

    static class HelpdeskFallback extends Journal.Keeper {

        @WeComFallbackHandler(app = "helpdesk")
        void on(CallbackContext context) {
            note(context.account().name());
        }
    }

    static class CustomerFallback extends Journal.Keeper {

        @WeComFallbackHandler(source = Source.KF)
        void on() {
            note("customer");
        }
    }

    static class TextFallback extends Journal.Keeper {

        @WeComFallbackHandler
        void on(UserMessage.Text text) {
            note(text.content());
        }
    }
}
