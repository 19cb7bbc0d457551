// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.Discriminator;
import io.github.wecomcallback.message.Field;
import io.github.wecomcallback.message.Menu;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TypedParametersTest {

    @RegisterExtension
    final Application application = new Application();

    @Test
    void a_typed_parameter_says_what_its_handler_receives() {
        application.start(Members.class);

        application.send(Payloads.USER_CREATED);
        application.send(Payloads.USER_DELETED);
        application.send(Payloads.TEXT);
        application.send(Payloads.CLICK);

        assertThat(application.journal()).containsExactly("陈宇 joined", "wrote 你好");
    }

    @Test
    void a_domain_receives_all_its_records_each_with_its_type() {
        application.start(Contacts.class);

        application.send(Payloads.USER_CREATED);
        application.send(Payloads.USER_DELETED);
        application.send(Payloads.TEXT);
        application.send(Payloads.event("change_contact", "<ChangeType>something_new</ChangeType>"));

        assertThat(application.journal()).containsExactly(Contact.UserCreated.class, Contact.UserDeleted.class);
    }

    @Test
    void selectors_narrow_a_domain_further_down() {
        application.start(Departures.class);

        application.send(Payloads.USER_CREATED);
        application.send(Payloads.USER_DELETED);

        assertThat(application.journal()).containsExactly(Contact.UserDeleted.class);
    }

    @Test
    void a_message_annotation_with_an_event_for_its_parameter_receives_the_event() {
        application.start(ClicksAsMessages.class);

        application.send(Payloads.CLICK);

        assertThat(application.journal()).containsExactly("menu_leave_apply");
    }

    @Test
    void an_event_key_narrows_a_typed_parameter() {
        application.start(OrderClicks.class);

        application.send(Payloads.click("order_1"));
        application.send(Payloads.click("help"));
        application.send(Payloads.event("view", "<EventKey>order_2</EventKey>"));

        assertThat(application.journal()).containsExactly("order_1");
    }

    @Test
    void two_typed_parameters_receive_what_is_both() {
        application.start(CreatedAsContact.class);

        application.send(Payloads.USER_CREATED);
        application.send(Payloads.USER_DELETED);

        assertThat(application.journal()).containsExactly("陈宇 陈宇");
    }

    @Test
    void a_typed_parameter_of_an_app_does_not_receive_what_bots_and_customers_are_told() {
        application.start(Members.class);

        application.send(Payloads.BOT_TEXT);
        application.send(Payloads.CUSTOMER_TEXT);

        assertThat(application.journal()).isEmpty();
    }

    @Test
    void a_record_of_ones_own_with_a_discriminator_needs_no_selector() {
        application.start(Badges.class);

        application.send(Payloads.event("badge_printed", "<BadgeNo>17</BadgeNo>"));
        application.send(Payloads.event("badge_printed_v2", "<BadgeNo>18</BadgeNo>"));
        application.send(Payloads.event("badge_lost", "<BadgeNo>19</BadgeNo>"));

        assertThat(application.journal()).containsExactly(17, 18);
    }

    @Test
    void a_record_of_ones_own_without_a_discriminator_goes_by_the_selector() {
        application.start(Approvals.class);

        application.send(Payloads.event("badge_lost", "<BadgeNo>19</BadgeNo>"));
        application.send(Payloads.event("badge_printed", "<BadgeNo>17</BadgeNo>"));

        assertThat(application.journal()).containsExactly("19");
    }

    @Test
    void a_record_for_customers_receives_what_they_write_without_naming_the_family() {
        application.start(CustomerTexts.class);

        application.send(Payloads.CUSTOMER_TEXT);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("在吗");
    }

    @Test
    void a_type_argument_of_a_generic_superclass_says_what_the_handler_receives() {
        application.start(ClickLog.class);

        application.send(Payloads.CLICK);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly(Menu.Click.class);
    }

    @Test
    void a_method_that_overrides_a_generic_one_is_one_handler() {
        application.start(OverridingClickLog.class);

        Application.Delivery delivery = application.send(Payloads.CLICK);

        assertThat(application.journal()).containsExactly("menu_leave_apply");
        assertThat(delivery.matched()).isEqualTo(1);
    }

    static class Members extends Journal.Keeper {

        @WeComEventHandler
        void joined(Contact.UserCreated event) {
            note(event.name() + " joined");
        }

        @WeComMessageHandler
        void wrote(UserMessage.Text text) {
            note("wrote " + text.content());
        }
    }

    static class Contacts extends Journal.Keeper {

        @WeComEventHandler
        void on(Contact change) {
            note(change.getClass());
        }
    }

    static class Departures extends Journal.Keeper {

        @WeComEventHandler(changeType = "delete_user")
        void on(Contact change) {
            note(change.getClass());
        }
    }

    static class ClicksAsMessages extends Journal.Keeper {

        @WeComMessageHandler
        void on(Menu.Click click) {
            note(click.eventKey());
        }
    }

    static class OrderClicks extends Journal.Keeper {

        @WeComEventHandler(eventKey = "order_*")
        void on(Menu.Click click) {
            note(click.eventKey());
        }
    }

    static class CreatedAsContact extends Journal.Keeper {

        @WeComEventHandler
        void on(Contact contact, Contact.UserCreated created) {
            note(contact.get("Name") + " " + created.name());
        }
    }

    @Discriminator(event = "badge_printed")
    @Discriminator(event = "badge_printed_v2")
    record BadgePrinted(Payload payload, Integer badgeNo) implements WeComMessage {}

    static class Badges extends Journal.Keeper {

        @WeComEventHandler
        void on(BadgePrinted badge) {
            note(badge.badgeNo());
        }
    }

    record BadgeLost(Payload payload, String badgeNo) implements WeComMessage {}

    static class Approvals extends Journal.Keeper {

        @WeComEventHandler(event = "badge_lost")
        void on(BadgeLost badge) {
            note(badge.badgeNo());
        }
    }

    @Discriminator(source = Source.KF, type = "text")
    record CustomerText(
            Payload payload, @Field("text.content") String content) implements WeComMessage {}

    static class CustomerTexts extends Journal.Keeper {

        @WeComMessageHandler
        void on(CustomerText text) {
            note(text.content());
        }
    }

    abstract static class Log<M extends WeComMessage> extends Journal.Keeper {

        @WeComEventHandler
        void on(M message) {
            note(message.getClass());
        }
    }

    static class ClickLog extends Log<Menu.Click> {}

    static class OverridingClickLog extends Log<Menu.Click> {

        @Override
        void on(Menu.Click click) {
            note(click.eventKey());
        }
    }
}
