// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Menu;
import io.github.wecomcallback.message.UserMessage;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

class BeanKindsTest {

    @RegisterExtension
    final Application application = new Application();

    @Test
    void a_lazy_bean_is_made_at_its_first_callback() {
        AnnotationConfigApplicationContext context = application.start(LazyTexts.class);
        assertThat(context.getBeanFactory().containsSingleton("lazyTexts")).isFalse();

        application.send(Payloads.CLICK);
        assertThat(context.getBeanFactory().containsSingleton("lazyTexts")).isFalse();

        application.send(Payloads.TEXT);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("made", "text", "text");
    }

    @Test
    void a_lazy_bean_whose_condition_does_not_hold_is_not_made() {
        AnnotationConfigApplicationContext context = application.start(LazyPing.class);

        application.send(Payloads.text("pong"));

        assertThat(context.getBeanFactory().containsSingleton("lazyPing")).isFalse();
    }

    @Test
    void a_mistake_of_a_lazy_bean_stops_the_start_all_the_same() {
        InvalidHandlerException refusal = application.refusalOf(LazyMistake.class);

        assertThat(refusal).hasMessageStartingWith("lazyMistake#on(Thread) has a parameter");
    }

    @Test
    void a_prototype_is_made_for_each_callback() {
        application.start(Prototype.class);

        application.send(Payloads.TEXT);
        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("call 1", "call 1");
    }

    @Test
    void a_handler_of_a_superclass_is_one_of_each_bean() {
        application.start(Sales.class, Support.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("sales", "support");
    }

    @Test
    void a_default_method_of_an_interface_may_be_a_handler() {
        application.start(Polite.class);

        assertThat(application.send(Payloads.TEXT).text()).isEqualTo("谢谢");
    }

    @Test
    void an_overriding_method_without_an_annotation_stays_a_handler() {
        application.start(Overriding.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("overriding");
    }

    @Test
    void the_annotation_of_an_overriding_method_replaces_the_one_it_overrides() {
        application.start(Reannotated.class);

        application.send(Payloads.TEXT);
        application.send("<xml><MsgType>image</MsgType></xml>");

        assertThat(application.journal()).containsExactly("image");
    }

    @Test
    void a_bean_of_a_factory_method_is_known_by_its_class_once_it_is_made() {
        application.start(Factories.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("text");
    }

    @Test
    void a_handler_on_a_configuration_class_is_called_on_the_enhanced_one() {
        application.start(EnhancedConfiguration.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly(true);
    }

    @Test
    void what_a_factory_bean_makes_may_handle() {
        application.start(TextsFactory.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.matched()).isEqualTo(1);
        assertThat(application.journal()).containsExactly("made by a factory bean");
    }

    @Test
    void a_lazy_factory_bean_is_made_at_its_first_callback() {
        AnnotationConfigApplicationContext context = application.start(LazyTextsFactory.class);
        assertThat(context.getBeanFactory().containsSingleton("lazyTextsFactory"))
                .isFalse();

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("made by a factory bean");
    }

    @Test
    void a_singleton_that_was_registered_by_hand_may_handle() {
        AnnotationConfigApplicationContext context = application.create();
        context.getBeanFactory().registerSingleton("byHand", new Polite());
        context.refresh();

        assertThat(application.send(Payloads.TEXT).text()).isEqualTo("谢谢");
    }

    @Test
    void a_bean_whose_methods_name_a_class_that_is_missing_does_not_stop_the_start() throws Exception {
        AnnotationConfigApplicationContext context = application.create(Sales.class);
        Class<?> incomplete = new WithoutOptional().loadClass(NeedsOptional.class.getName());
        RootBeanDefinition definition = new RootBeanDefinition(incomplete);
        definition.setLazyInit(true);
        context.registerBeanDefinition("incomplete", definition);
        context.refresh();

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("sales");
    }

    @Test
    void an_annotated_factory_method_of_something_else_stops_the_start() {
        InvalidHandlerException refusal = application.refusalOf(AnnotatedFactory.class);

        assertThat(refusal)
                .hasMessage("Bean 'greeting' of type java.lang.String carries a handler annotation on its factory"
                        + " method but does not implement WeComHandler");
        assertThat(refusal.getRemedy()).contains("Implement WeComHandler<M>");
    }

    @Lazy
    static class LazyTexts extends Journal.Keeper implements InitializingBean {

        @Override
        public void afterPropertiesSet() {
            note("made");
        }

        @WeComMessageHandler
        void on(UserMessage.Text text) {
            note("text");
        }
    }

    @Lazy
    static class LazyPing {

        @WeComMessageHandler(condition = "#text.content == 'ping'")
        void on(UserMessage.Text text) {}
    }

    @Lazy
    static class LazyMistake {

        @WeComMessageHandler
        void on(Thread thread) {}
    }

    @Scope("prototype")
    static class Prototype extends Journal.Keeper {

        private int calls;

        @WeComMessageHandler
        void on() {
            note("call " + ++calls);
        }
    }

    abstract static class Department extends Journal.Keeper {

        @WeComMessageHandler
        void on() {
            note(name());
        }

        abstract String name();
    }

    static class Sales extends Department {

        @Override
        String name() {
            return "sales";
        }
    }

    static class Support extends Department {

        @Override
        String name() {
            return "support";
        }
    }

    interface Politeness {

        @WeComMessageHandler
        default String thank() {
            return "谢谢";
        }
    }

    static class Polite implements Politeness {}

    static class Overriding extends Sales {

        @Override
        void on() {
            note("overriding");
        }
    }

    static class Texts extends Journal.Keeper {

        @WeComMessageHandler(type = "text", condition = "true")
        void on(CallbackContext context) {
            note(context.payload().msgType());
        }
    }

    static class Reannotated extends Texts {

        @Override
        @WeComMessageHandler(type = "image")
        void on(CallbackContext context) {
            note(context.payload().msgType());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Factories {

        @Bean
        Object texts() {
            return new Texts();
        }
    }

    @Configuration
    static class EnhancedConfiguration extends Journal.Keeper {

        @Bean
        Object shared() {
            return new Object();
        }

        @WeComMessageHandler
        void on() {
            note(shared() == shared());
        }
    }

    static class TextsFactory extends Journal.Keeper implements FactoryBean<Made> {

        @Override
        public Made getObject() {
            return new Made(this);
        }

        @Override
        public Class<?> getObjectType() {
            return Made.class;
        }
    }

    @Lazy
    static class LazyTextsFactory extends TextsFactory {}

    record Made(Journal.Keeper journal) {

        @WeComMessageHandler
        void on() {
            journal.note("made by a factory bean");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnnotatedFactory {

        @Bean
        @WeComEventHandler(event = "click")
        String greeting() {
            return "hello";
        }
    }

    static class NeedsOptional {

        @WeComEventHandler
        void on(Menu.Click click, Optional optional) {}
    }

    static class Optional {}

    /** A class path without a class that another one names. */
    static class WithoutOptional extends ClassLoader {

        WithoutOptional() {
            super(BeanKindsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Optional.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            return name.equals(NeedsOptional.class.getName()) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException ex) {
                throw new ClassNotFoundException(name, ex);
            }
        }
    }
}
