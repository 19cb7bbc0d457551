// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.Field;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ParametersTest {

    @RegisterExtension
    final Application application = new Application();

    @Test
    void a_handler_takes_the_message_in_the_forms_it_likes() {
        application.start(ManyForms.class);

        application.send(Payloads.USER_CREATED);

        assertThat(application.journal()).containsExactly("陈宇", "chen.yu", "18", "3,18", Payloads.USER_CREATED);
    }

    @Test
    void a_handler_without_parameters_is_told_that_something_came() {
        application.start(Doorbell.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("ding");
    }

    @Test
    void the_context_tells_all_about_the_callback() {
        application.start(Contexts.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal())
                .containsExactly(
                        Account.DEFAULT_NAME,
                        "n-1",
                        Application.RECEIVED_AT,
                        Application.ENVELOPE,
                        Payloads.TEXT,
                        "platform");
    }

    @Test
    void handlers_of_one_callback_share_the_attributes_of_its_context() {
        application.start(Attributes.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("left by the first");
    }

    @Test
    void single_fields_come_as_the_types_of_their_parameters() {
        application.start(Fields.class);

        application.send(Payloads.event(
                "badge",
                "<UserID>li.wei</UserID><No>17</No><Big>12345678901</Big><Ratio>0.5</Ratio><Valid>1</Valid>"
                        + "<Until>1767250307</Until><Parts>3,18</Parts><Owner><Name>王</Name></Owner>"));

        assertThat(application.journal())
                .containsExactly(
                        "li.wei", 17, 12345678901L, 0.5, true, Instant.ofEpochSecond(1767250307), List.of(3, 18), "王");
    }

    @Test
    void a_field_that_is_absent_or_cannot_be_read_is_null_and_a_list_is_empty() {
        application.start(Fields.class);

        application.send(Payloads.event("badge", "<No>seventeen</No><Valid>perhaps</Valid>"));

        assertThat(application.journal()).containsExactly(null, null, null, null, null, null, List.of(), null);
    }

    @Test
    void of_several_names_of_a_field_the_first_that_the_payload_has_counts() {
        application.start(Spellings.class);

        application.send(Payloads.event("badge", "<OldName>old</OldName>"));
        application.send(Payloads.event("badge", "<OldName>old</OldName><NewName>new</NewName>"));

        assertThat(application.journal()).containsExactly("old", "new");
    }

    @Test
    void a_resolver_of_ones_own_supplies_types_of_ones_own() {
        application.start(TenantResolver.class, TenantHandler.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly(new Tenant("tenant of default"));
    }

    @Test
    void a_resolver_of_ones_own_may_supply_null() {
        application.start(NoTenantResolver.class, TenantHandler.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly((Object) null);
    }

    @Test
    void a_resolver_of_ones_own_goes_before_what_is_built_in() {
        application.start(ShoutingResolver.class, RawText.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("SHOUTING");
    }

    @Test
    void of_several_resolvers_the_first_in_order_that_supports_a_parameter_supplies_it() {
        application.start(WhisperingResolver.class, ShoutingResolver.class, RawText.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("SHOUTING");
    }

    @Test
    void a_resolver_is_asked_once_for_each_parameter_at_start() {
        application.start(CountingResolver.class, RawText.class);

        application.send(Payloads.TEXT);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("asked", Payloads.TEXT, Payloads.TEXT);
    }

    @Test
    void a_typed_parameter_that_a_resolver_supplies_does_not_narrow_what_the_handler_receives() {
        application.start(PredecessorResolver.class, WithPredecessor.class);

        application.send(Payloads.USER_DELETED);

        assertThat(application.journal()).containsExactly("predecessor");
    }

    @Test
    void a_resolver_that_fails_is_a_failure_of_the_handler() {
        application.start(FailingResolver.class, TenantHandler.class, Doorbell.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).hasMessage("no tenant"));
        assertThat(application.journal()).containsExactly("ding");
    }

    static class ManyForms extends Journal.Keeper {

        @WeComEventHandler
        void on(
                Contact.UserCreated typed,
                WeComMessage message,
                Payload payload,
                JsonNode node,
                ObjectNode object,
                String plaintext) {
            note(typed.name());
            note(message.get("UserID"));
            note(node.get("MainDepartment").stringValue());
            note(object.get("Department").stringValue());
            note(payload.raw().equals(plaintext) ? plaintext : "not the same");
        }
    }

    static class Doorbell extends Journal.Keeper {

        @WeComMessageHandler
        void on() {
            note("ding");
        }
    }

    static class Contexts extends Journal.Keeper {

        @WeComMessageHandler
        void on(CallbackContext context, Account account) {
            note(account.name());
            note(context.query().get("nonce"));
            note(context.receivedAt());
            note(context.envelopeText());
            note(context.plaintext());
            note(context.headers().get("User-Agent"));
        }
    }

    static class Attributes extends Journal.Keeper {

        @Order(1)
        @WeComMessageHandler
        void first(CallbackContext context) {
            context.attributes().put("note", "left by the first");
        }

        @Order(2)
        @WeComMessageHandler
        void second(CallbackContext context) {
            note(context.attributes().get("note"));
        }
    }

    record Owner(String name) {}

    static class Fields extends Journal.Keeper {

        @WeComEventHandler(event = "badge")
        void on(
                @Field("UserID") String userId,
                @Field("No") Integer number,
                @Field("Big") Long big,
                @Field("Ratio") Double ratio,
                @Field("Valid") Boolean valid,
                @Field("Until") Instant until,
                @Field("Parts") List<Integer> parts,
                @Field("Owner") Owner owner) {
            Arrays.asList(userId, number, big, ratio, valid, until, parts).forEach(this::note);
            note(owner == null ? null : owner.name());
        }
    }

    static class Spellings extends Journal.Keeper {

        @WeComEventHandler(event = "badge")
        void on(@Field({"NewName", "OldName"}) String name) {
            note(name);
        }
    }

    record Tenant(String name) {}

    static class TenantHandler extends Journal.Keeper {

        @WeComMessageHandler
        void on(Tenant tenant) {
            note(tenant);
        }
    }

    static class TenantResolver implements CallbackArgumentResolver {

        @Override
        public boolean supports(MethodParameter parameter) {
            return parameter.getParameterType() == Tenant.class;
        }

        @Override
        public Object resolve(MethodParameter parameter, CallbackContext context) {
            return new Tenant("tenant of " + context.account().name());
        }
    }

    static class NoTenantResolver extends TenantResolver {

        @Override
        public Object resolve(MethodParameter parameter, CallbackContext context) {
            return null;
        }
    }

    static class FailingResolver extends TenantResolver {

        @Override
        public Object resolve(MethodParameter parameter, CallbackContext context) {
            throw new IllegalStateException("no tenant");
        }
    }

    static class RawText extends Journal.Keeper {

        @WeComMessageHandler
        void on(String plaintext) {
            note(plaintext);
        }
    }

    @Order(1)
    static class ShoutingResolver implements CallbackArgumentResolver {

        @Override
        public boolean supports(MethodParameter parameter) {
            return parameter.getParameterType() == String.class;
        }

        @Override
        public Object resolve(MethodParameter parameter, CallbackContext context) {
            return "SHOUTING";
        }
    }

    @Order(2)
    static class WhisperingResolver extends ShoutingResolver {

        @Override
        public Object resolve(MethodParameter parameter, CallbackContext context) {
            return "whispering";
        }
    }

    static class CountingResolver extends Journal.Keeper implements CallbackArgumentResolver {

        @Override
        public boolean supports(MethodParameter parameter) {
            note("asked");
            return false;
        }

        @Override
        public Object resolve(MethodParameter parameter, CallbackContext context) {
            throw new AssertionError("it supports nothing");
        }
    }

    static class PredecessorResolver implements CallbackArgumentResolver {

        @Override
        public boolean supports(MethodParameter parameter) {
            return parameter.getParameterType() == Contact.UserCreated.class;
        }

        @Override
        public Object resolve(MethodParameter parameter, CallbackContext context) {
            return Payload.of("<xml><Name>predecessor</Name></xml>").as(Contact.UserCreated.class);
        }
    }

    static class WithPredecessor extends Journal.Keeper {

        @WeComEventHandler
        void on(Contact.UserDeleted left, Contact.UserCreated predecessor) {
            note(predecessor.name());
        }
    }
}
