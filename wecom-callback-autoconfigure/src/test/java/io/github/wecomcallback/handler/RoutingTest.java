// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Source;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.annotation.AliasFor;

class RoutingTest {

    @RegisterExtension
    final Application application = new Application();

    @Test
    void a_message_handler_receives_the_types_it_names() {
        application.start(TextsAndImages.class);

        application.send(Payloads.TEXT);
        application.send("<xml><MsgType>image</MsgType></xml>");
        application.send("<xml><MsgType>voice</MsgType></xml>");
        application.send(Payloads.event("text"));

        assertThat(application.journal()).containsExactly("text", "image");
    }

    @Test
    void an_event_handler_receives_the_changes_of_the_events_it_names() {
        application.start(Joiners.class);

        application.send(Payloads.change("change_contact", "create_user"));
        application.send(Payloads.change("change_contact", "delete_user"));
        application.send(Payloads.change("change_external_contact", "create_user"));
        application.send(Payloads.event("change_contact"));

        assertThat(application.journal()).containsExactly("change_contact/create_user");
    }

    @Test
    void each_event_goes_with_each_change_type_where_several_are_named() {
        application.start(CreatedOrUpdated.class);

        application.send(Payloads.change("a", "create"));
        application.send(Payloads.change("b", "update"));
        application.send(Payloads.change("b", "delete"));
        application.send(Payloads.change("c", "create"));

        assertThat(application.journal()).containsExactly("a/create", "b/update");
    }

    @Test
    void an_info_type_counts_as_an_event() {
        application.start(Tickets.class);

        application.send("<xml><SuiteId>ww1</SuiteId><InfoType>suite_ticket</InfoType></xml>");

        assertThat(application.journal()).containsExactly("suite_ticket");
    }

    @ParameterizedTest
    @CsvSource({
        "order, exact",
        "order_, prefix",
        "order_17, prefix",
        "orders, none",
        "Order, none",
        "xorder_17, none",
        "help, help",
        "'', none"
    })
    void an_event_key_is_whole_or_with_a_trailing_asterisk_a_beginning(String eventKey, String handler) {
        application.start(Orders.class);

        application.send(Payloads.click(eventKey));

        assertThat(application.journal()).isEqualTo("none".equals(handler) ? List.of() : List.of(handler));
    }

    @Test
    void an_event_without_a_key_is_none_of_those_with_a_certain_key() {
        application.start(Orders.class);

        Application.Delivery delivery = application.send(Payloads.event("click"));

        assertThat(delivery.dispatched().isUnmatched()).isTrue();
    }

    @Test
    void an_asterisk_alone_stands_for_any_key() {
        application.start(AnyKey.class);

        application.send(Payloads.click("a"));
        application.send(Payloads.click(""));
        application.send(Payloads.event("click"));

        assertThat(application.journal()).containsExactly("a", "");
    }

    @Test
    void an_app_is_the_name_of_the_account_that_was_called() {
        application.start(OfHelpdesk.class);

        send("helpdesk");
        send("hotline");
        send("sales");

        assertThat(application.journal()).containsExactly("helpdesk", "hotline");
    }

    private void send(String account) {
        application.send(Application.callback(Payloads.TEXT, Application.account(account)), new HandlerProgress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "image", "something_new", "event"})
    void a_bare_message_handler_sees_messages_and_events(String type) {
        application.start(Everything.class);

        application.send("<xml><MsgType>" + type + "</MsgType><Event>x</Event></xml>");

        assertThat(application.journal()).containsExactly(type);
    }

    @Test
    void a_bare_message_handler_sees_even_a_payload_that_says_nothing_of_its_kind() {
        application.start(Everything.class);

        application.send("<xml><Odd>1</Odd></xml>");

        assertThat(application.journal()).containsExactly("");
    }

    @Test
    void a_bare_event_handler_sees_events_and_no_messages() {
        application.start(Events.class);

        application.send(Payloads.TEXT);
        application.send(Payloads.CLICK);
        application.send(Payloads.USER_CREATED);

        assertThat(application.journal()).containsExactly("click", "change_contact");
    }

    @Test
    void all_handlers_that_match_run() {
        application.start(Everything.class, Events.class, Joiners.class);

        Application.Delivery delivery = application.send(Payloads.change("change_contact", "create_user"));

        assertThat(application.journal())
                .containsExactlyInAnyOrder("event", "change_contact", "change_contact/create_user");
        assertThat(delivery.matched()).isEqualTo(3);
    }

    @Test
    void of_several_annotations_any_may_match() {
        application.start(ClickedOrWritten.class);

        application.send(Payloads.click("a"));
        application.send(Payloads.click("b"));
        application.send(Payloads.event("view", "<EventKey>b</EventKey>"));

        assertThat(application.journal()).containsExactly("click a", "view b");
    }

    @Test
    void a_handler_runs_once_though_several_of_its_annotations_match() {
        application.start(TwiceSelected.class);

        Application.Delivery delivery = application.send(Payloads.change("change_contact", "create_user"));

        assertThat(application.journal()).containsExactly("once");
        assertThat(delivery.matched()).isEqualTo(1);
    }

    @Test
    void an_annotation_of_ones_own_may_stand_for_ours() {
        application.start(Composed.class);

        application.send(Payloads.click("order_1"));
        application.send(Payloads.click("help"));
        application.send(Payloads.event("view", "<EventKey>order_1</EventKey>"));

        assertThat(application.journal()).containsExactly("order_1");
    }

    @Test
    void what_customers_write_reaches_only_handlers_that_ask_for_it() {
        application.start(Everything.class, TextsAndImages.class, Customers.class);

        application.send(Payloads.CUSTOMER_TEXT);

        assertThat(application.journal()).containsExactly("customer");
    }

    @Test
    void a_handler_for_customers_does_not_receive_what_members_write() {
        application.start(Customers.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.dispatched().isUnmatched()).isTrue();
    }

    @Test
    void a_handler_that_names_families_receives_those_alone() {
        application.start(BotsAndCustomers.class);

        application.send(Payloads.TEXT);
        application.send(Payloads.BOT_TEXT);
        application.send(Payloads.CUSTOMER_TEXT);

        assertThat(application.journal()).containsExactly(Source.BOT, Source.KF);
    }

    @Test
    void a_handler_that_names_no_family_receives_all_but_customers() {
        application.start(TextsAndImages.class);

        application.send(Payloads.BOT_TEXT);

        assertThat(application.journal()).containsExactly("text");
    }

    static class TextsAndImages extends Journal.Keeper {

        @WeComMessageHandler(type = {"text", "image"})
        void on(CallbackContext context) {
            note(context.payload().msgType());
        }
    }

    static class Joiners extends Journal.Keeper {

        @WeComEventHandler(event = "change_contact", changeType = "create_user")
        void on(CallbackContext context) {
            note(context.payload().kind().toString());
        }
    }

    static class CreatedOrUpdated extends Journal.Keeper {

        @WeComEventHandler(
                event = {"a", "b"},
                changeType = {"create", "update"})
        void on(CallbackContext context) {
            note(context.payload().kind().toString());
        }
    }

    static class Tickets extends Journal.Keeper {

        @WeComEventHandler(event = "suite_ticket")
        void on(CallbackContext context) {
            note(context.payload().event());
        }
    }

    static class Orders extends Journal.Keeper {

        @WeComEventHandler(event = "click", eventKey = "order")
        void exact() {
            note("exact");
        }

        @WeComEventHandler(event = "click", eventKey = "order_*")
        void prefix() {
            note("prefix");
        }

        @WeComEventHandler(
                event = "click",
                eventKey = {"help", "about"})
        void help() {
            note("help");
        }
    }

    static class AnyKey extends Journal.Keeper {

        @WeComEventHandler(eventKey = "*")
        void on(CallbackContext context) {
            note(context.payload().eventKey());
        }
    }

    static class OfHelpdesk extends Journal.Keeper {

        @WeComMessageHandler(app = {"helpdesk", "hotline"})
        void on(CallbackContext context) {
            note(context.account().name());
        }
    }

    static class Everything extends Journal.Keeper {

        @WeComMessageHandler
        void on(CallbackContext context) {
            note(context.payload().msgType());
        }
    }

    static class Events extends Journal.Keeper {

        @WeComEventHandler
        void on(CallbackContext context) {
            note(context.payload().event());
        }
    }

    static class ClickedOrWritten extends Journal.Keeper {

        @WeComEventHandler(event = "click", eventKey = "a")
        @WeComEventHandler(event = "view", eventKey = "b")
        void on(CallbackContext context) {
            note(context.payload().event() + " " + context.payload().eventKey());
        }
    }

    static class TwiceSelected extends Journal.Keeper {

        @WeComEventHandler(event = "change_contact")
        @WeComEventHandler(changeType = "create_user")
        void on() {
            note("once");
        }
    }

    static class Composed extends Journal.Keeper {

        @MenuEntry("order_*")
        void on(CallbackContext context) {
            note(context.payload().eventKey());
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WeComEventHandler(event = "click")
    @interface MenuEntry {

        @AliasFor(annotation = WeComEventHandler.class, attribute = "eventKey")
        String[] value();
    }

    static class Customers extends Journal.Keeper {

        @WeComMessageHandler(type = "text", source = Source.KF)
        void on() {
            note("customer");
        }
    }

    static class BotsAndCustomers extends Journal.Keeper {

        @WeComMessageHandler(source = {Source.BOT, Source.KF})
        void on(CallbackContext context) {
            note(context.payload().kind().source());
        }
    }
}
