// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.Menu;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

class WeComHandlerBeansTest {

    @RegisterExtension
    final Application application = new Application();

    @Test
    void a_handler_bean_receives_what_its_type_argument_says() {
        application.start(Welcome.class);

        Application.Delivery created = application.send(Payloads.USER_CREATED);
        Application.Delivery text = application.send(Payloads.TEXT);

        assertThat(created.text()).isEqualTo("欢迎 陈宇");
        assertThat(text.dispatched().isUnmatched()).isTrue();
    }

    @Test
    void a_handler_bean_of_a_domain_receives_all_its_records() {
        application.start(Contacts.class);

        application.send(Payloads.USER_CREATED);
        application.send(Payloads.USER_DELETED);
        application.send(Payloads.CLICK);

        assertThat(application.journal()).containsExactly(Contact.UserCreated.class, Contact.UserDeleted.class);
    }

    @Test
    void a_handler_bean_of_any_message_sees_everything() {
        application.start(Everything.class);

        application.send(Payloads.USER_CREATED);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("change_contact/create_user", "text");
    }

    @Test
    void an_annotation_on_the_class_says_more() {
        application.start(OrderClicks.class);

        application.send(Payloads.click("order_1"));
        application.send(Payloads.click("order_2"));
        application.send(Payloads.click("help"));

        assertThat(application.journal()).containsExactly("order_1");
    }

    @Test
    void an_annotation_on_the_handle_method_makes_no_second_handler() {
        application.start(AnnotatedHandle.class);

        application.send(Payloads.click("order_1"));
        application.send(Payloads.click("help"));

        assertThat(application.journal()).containsExactly("order_1");
    }

    @Test
    void a_handler_bean_may_have_annotated_methods_besides() {
        application.start(HandlerWithMethod.class);

        application.send(Payloads.CLICK);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("clicked", "wrote");
    }

    @Test
    void a_handler_bean_may_be_the_fallback() {
        application.start(Fallback.class, Welcome.class);

        application.send(Payloads.USER_CREATED);
        application.send(Payloads.CLICK);

        assertThat(application.journal()).containsExactly("click");
    }

    @Test
    void a_lambda_bean_receives_what_the_type_of_its_factory_method_says() {
        application.start(Lambdas.class);

        Application.Delivery click = application.send(Payloads.CLICK);
        Application.Delivery view = application.send(Payloads.event("view"));

        assertThat(click.text()).isEqualTo("menu_leave_apply");
        assertThat(view.dispatched().isUnmatched()).isTrue();
    }

    @Test
    void an_annotation_on_the_factory_method_says_more() {
        application.start(AnnotatedLambdas.class);

        Application.Delivery ping = application.send(Payloads.text("ping"));
        Application.Delivery hello = application.send(Payloads.text("hello"));

        assertThat(ping.text()).isEqualTo("pong");
        assertThat(hello.dispatched().isUnmatched()).isTrue();
    }

    @Test
    void an_annotated_static_or_lazy_factory_method_makes_a_handler_too() {
        AnnotationConfigApplicationContext context = application.start(MoreLambdas.class);

        assertThat(context.getBeanFactory().containsSingleton("lazy")).isFalse();
        assertThat(application.send(Payloads.event("static")).text()).isEqualTo("static");
        assertThat(application.send(Payloads.event("lazy")).text()).isEqualTo("lazy");
    }

    @Test
    void an_order_on_the_factory_method_counts() {
        application.start(OrderedLambdas.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.matched()).isEqualTo(2);
        assertThat(delivery.text()).isEqualTo("first");
    }

    @Test
    void a_factory_method_of_a_handler_class_need_not_name_the_type_argument() {
        application.start(HandlerOfAnything.class);

        Application.Delivery delivery = application.send(Payloads.USER_CREATED);

        assertThat(delivery.text()).isEqualTo("欢迎 陈宇");
    }

    @Test
    void a_handler_bean_whose_type_argument_is_lost_stops_the_start() {
        InvalidHandlerException refusal = application.refusalOf(RawLambda.class);

        assertThat(refusal).hasMessage("Bean 'raw' is a WeComHandler, but its type does not say of which message");
        assertThat(refusal.getRemedy()).contains("declare the bean's method to return WeComHandler<…>");
    }

    @Test
    void a_handler_bean_of_an_interface_that_no_message_is_stops_the_start() {
        InvalidHandlerException refusal = application.refusalOf(HandlerOfUnknown.class);

        assertThat(refusal)
                .hasMessage("handlerOfUnknown is a WeComHandler of " + Unknown.class.getName()
                        + ", which no message can be passed as");
        assertThat(refusal.getRemedy()).contains("a domain such as Contact");
    }

    @Test
    void a_handler_bean_whose_annotation_does_not_fit_its_type_argument_stops_the_start() {
        InvalidHandlerException refusal = application.refusalOf(Misfit.class);

        assertThat(refusal).hasMessage("misfit takes Menu.Click, which does not fit its selector event = \"view\"");
    }

    @Test
    void a_handler_bean_may_return_a_stage() {
        application.start(Later.class);

        assertThat(application.send(Payloads.TEXT).text()).isEqualTo("later");
    }

    @Test
    void a_checked_exception_of_a_handler_bean_is_its_failure() {
        application.start(Checked.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.handler()).isEqualTo("checked");
            assertThat(failure.cause()).isExactlyInstanceOf(Exception.class).hasMessage("broken");
        });
    }

    static class Welcome implements WeComHandler<Contact.UserCreated> {

        @Override
        public Object handle(Contact.UserCreated event, CallbackContext context) {
            return "欢迎 " + event.name();
        }
    }

    static class Contacts extends Journal.Keeper implements WeComHandler<Contact> {

        @Override
        public Object handle(Contact change, CallbackContext context) {
            note(change.getClass());
            return null;
        }
    }

    static class Everything extends Journal.Keeper implements WeComHandler<WeComMessage> {

        @Override
        public Object handle(WeComMessage message, CallbackContext context) {
            note(message.kind().toString());
            return null;
        }
    }

    @WeComEventHandler(eventKey = "order_*", condition = "#message.eventKey != 'order_2'")
    @WeComEventHandler(eventKey = "bill_*", condition = "#message.eventKey != 'order_2'")
    static class OrderClicks extends Journal.Keeper implements WeComHandler<Menu.Click> {

        @Override
        public Object handle(Menu.Click click, CallbackContext context) {
            note(click.eventKey());
            return null;
        }
    }

    static class AnnotatedHandle extends Journal.Keeper implements WeComHandler<Menu.Click> {

        @Override
        @WeComEventHandler(eventKey = "order_*")
        public Object handle(Menu.Click click, CallbackContext context) {
            note(click.eventKey());
            return null;
        }
    }

    static class HandlerWithMethod extends Journal.Keeper implements WeComHandler<Menu.Click> {

        @Override
        public Object handle(Menu.Click click, CallbackContext context) {
            note("clicked");
            return null;
        }

        @WeComMessageHandler
        void on(UserMessage.Text text) {
            note("wrote");
        }
    }

    @WeComFallbackHandler
    static class Fallback extends Journal.Keeper implements WeComHandler<WeComMessage> {

        @Override
        public Object handle(WeComMessage message, CallbackContext context) {
            note(message.kind().toString());
            return null;
        }
    }

    @Configuration
    static class Lambdas {

        @Bean
        WeComHandler<Menu.Click> clicks() {
            return (click, context) -> click.eventKey();
        }
    }

    @Configuration
    static class AnnotatedLambdas {

        @Bean
        @WeComMessageHandler(condition = "#message.content == 'ping'")
        WeComHandler<UserMessage.Text> ping() {
            return (text, context) -> "pong";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MoreLambdas {

        @Bean
        @WeComEventHandler(event = "static")
        static WeComHandler<WeComMessage> constant() {
            return (message, context) -> message.event();
        }

        @Bean
        @Lazy
        @WeComEventHandler(event = "lazy")
        WeComHandler<WeComMessage> lazy() {
            return (message, context) -> message.event();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OrderedLambdas {

        @Bean
        @Order(2)
        WeComHandler<UserMessage.Text> second() {
            return (text, context) -> "second";
        }

        @Bean
        @Order(1)
        WeComHandler<UserMessage.Text> first() {
            return (text, context) -> "first";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HandlerOfAnything {

        @Bean
        WeComHandler<?> welcome() {
            return new Welcome();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RawLambda {

        @Bean
        @SuppressWarnings("rawtypes") // what people write
        WeComHandler raw() {
            return (message, context) -> null;
        }
    }

    interface Unknown extends WeComMessage {}

    static class HandlerOfUnknown implements WeComHandler<Unknown> {

        @Override
        public Object handle(Unknown message, CallbackContext context) {
            return null;
        }
    }

    @WeComEventHandler(event = "view")
    static class Misfit implements WeComHandler<Menu.Click> {

        @Override
        public Object handle(Menu.Click click, CallbackContext context) {
            return null;
        }
    }

    static class Later implements WeComHandler<Payload> {

        @Override
        public Object handle(Payload message, CallbackContext context) {
            return CompletableFuture.completedFuture("later");
        }
    }

    static class Checked implements WeComHandler<UserMessage.Text> {

        @Override
        public Object handle(UserMessage.Text text, CallbackContext context) throws Exception {
            throw new Exception("broken");
        }
    }
}
