// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Menu;
import io.github.wecomcallback.message.UserMessage;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

/** Handlers behind proxies such as those of transactions: made here by an interceptor that writes down whom it let in. */
class ProxiedBeansTest {

    @RegisterExtension
    final Application application = new Application();

    @ParameterizedTest
    @ValueSource(strings = {"package", "protected", "public"})
    void a_method_of_a_proxied_class_is_called_through_the_proxy(String visibility) {
        application.start(ClassProxies.class, Guarded.class);

        Application.Delivery delivery = application.send(Payloads.event(visibility));

        assertThat(delivery.failures()).isEmpty();
        assertThat(application.journal()).containsExactly("let in", visibility);
    }

    @Test
    void a_condition_of_a_proxied_class_knows_its_parameters_by_name() {
        application.start(ClassProxies.class, GuardedCondition.class);

        application.send(Payloads.text("ping"));
        application.send(Payloads.text("pong"));

        assertThat(application.journal()).containsExactly("let in", "ping");
    }

    @Test
    void a_final_method_of_a_proxied_class_stops_the_start() {
        InvalidHandlerException refusal = application.refusalOf(ClassProxies.class, GuardedFinal.class);

        assertThat(refusal)
                .hasMessage("guardedFinal#on() is final, so the proxy of its bean does not pass it on: it would run"
                        + " without the bean's fields");
        assertThat(refusal.getRemedy()).isEqualTo("Remove the modifier 'final'.");
    }

    @Test
    void a_final_method_of_a_bean_without_a_proxy_is_a_handler_like_any() {
        application.start(GuardedFinal.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("final");
    }

    @Test
    void a_handler_bean_behind_a_proxy_of_its_class_is_called_through_it() {
        application.start(ClassProxies.class, GuardedClicks.class);

        Application.Delivery delivery = application.send(Payloads.CLICK);

        assertThat(delivery.text()).isEqualTo("menu_leave_apply");
        assertThat(application.journal()).containsExactly("let in");
    }

    @Test
    void a_handler_bean_whose_handle_method_is_final_stops_the_start_when_its_class_is_proxied() {
        InvalidHandlerException refusal = application.refusalOf(ClassProxies.class, GuardedFinalClicks.class);

        assertThat(refusal)
                .hasMessageStartingWith("guardedFinalClicks is final, so the proxy of its bean does not pass it on");
    }

    @Test
    void a_handler_bean_behind_a_proxy_of_its_interfaces_is_called_through_it() {
        application.start(InterfaceProxies.class, GuardedClicks.class);

        Application.Delivery delivery = application.send(Payloads.CLICK);

        assertThat(delivery.text()).isEqualTo("menu_leave_apply");
        assertThat(application.journal()).containsExactly("let in");
    }

    @Test
    void a_method_that_is_on_an_interface_is_called_through_the_proxy_of_the_interface() {
        application.start(InterfaceProxies.class, GuardedGreeter.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.text()).isEqualTo("你好 to you, too");
        assertThat(application.journal()).containsExactly("let in");
    }

    @Test
    void an_annotation_on_the_interface_makes_a_handler_of_the_proxied_method() {
        application.start(InterfaceProxies.class, GuardedBell.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("let in", "ding");
    }

    @Test
    void a_method_that_is_on_no_interface_of_the_proxy_stops_the_start() {
        InvalidHandlerException refusal = application.refusalOf(InterfaceProxies.class, GuardedTalker.class);

        assertThat(refusal)
                .hasMessage("guardedTalker#on(UserMessage.Text) cannot be called: its bean is behind a proxy of its"
                        + " interfaces, and none of them has the method");
        assertThat(refusal.getRemedy())
                .contains("Declare the method on an interface of the bean")
                .contains("proxyTargetClass = true");
    }

    @Test
    void a_lazy_bean_may_turn_out_to_be_a_proxy_of_its_interfaces() {
        application.start(InterfaceProxies.class, LazyGreeter.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.failures()).isEmpty();
        assertThat(delivery.text()).isEqualTo("你好 to you, too");
        assertThat(application.journal()).containsExactly("let in");
    }

    @Test
    void a_prototype_may_turn_out_to_be_a_proxy_of_its_interfaces() {
        application.start(InterfaceProxies.class, PrototypeGreeter.class);

        application.send(Payloads.TEXT);
        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.text()).isEqualTo("你好 to you, too");
        assertThat(application.journal()).containsExactly("let in", "let in");
    }

    @Test
    void a_lazy_bean_that_turns_out_to_be_a_proxy_without_the_method_is_a_failure_that_says_so() {
        application.start(InterfaceProxies.class, LazyTalker.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.handler()).isEqualTo("lazyTalker#on(UserMessage.Text)");
            assertThat(failure.cause()).hasMessageContaining("not found in any interface(s) of the exposed proxy type");
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {ScopedByClass.class, ScopedByInterface.class})
    void a_scoped_bean_is_called_through_its_scoped_proxy_once(Class<?> bean) {
        AnnotationConfigApplicationContext context = application.create(bean);
        context.getBeanFactory().registerScope("thread", new SimpleThreadScope());
        context.refresh();

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.matched()).isEqualTo(1);
        assertThat(delivery.text()).isEqualTo("你好 to you, too");
    }

    @Test
    void a_scoped_lambda_is_found_by_the_factory_method_behind_its_proxy() {
        AnnotationConfigApplicationContext context = application.create(ScopedLambda.class);
        context.getBeanFactory().registerScope("thread", new SimpleThreadScope());
        context.refresh();

        Application.Delivery ping = application.send(Payloads.text("ping"));
        Application.Delivery other = application.send(Payloads.text("other"));

        assertThat(ping.text()).isEqualTo("pong");
        assertThat(other.dispatched().isUnmatched()).isTrue();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @interface Guard {}

    abstract static class Proxies {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor guard(ObjectProvider<Journal> journal) {
            return new DefaultPointcutAdvisor(
                    AnnotationMatchingPointcut.forClassAnnotation(Guard.class), (MethodInterceptor) invocation -> {
                        journal.getObject().add("let in");
                        return invocation.proceed();
                    });
        }

        static DefaultAdvisorAutoProxyCreator creator(boolean ofClasses) {
            DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(ofClasses);
            return creator;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ClassProxies extends Proxies {

        @Bean
        static DefaultAdvisorAutoProxyCreator creator() {
            return creator(true);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InterfaceProxies extends Proxies {

        @Bean
        static DefaultAdvisorAutoProxyCreator creator() {
            return creator(false);
        }
    }

    @Guard
    static class Guarded extends Journal.Keeper {

        @WeComEventHandler(event = "package")
        void packagePrivate() {
            note("package");
        }

        @WeComEventHandler(event = "protected")
        protected void protectedToo() {
            note("protected");
        }

        @WeComEventHandler(event = "public")
        public void publicAsWell() {
            note("public");
        }
    }

    @Guard
    static class GuardedCondition extends Journal.Keeper {

        @WeComMessageHandler(condition = "#text.content == 'ping'")
        void on(UserMessage.Text text) {
            note(text.content());
        }
    }

    @Guard
    static class GuardedFinal extends Journal.Keeper {

        @WeComMessageHandler
        final void on() {
            note("final");
        }
    }

    @Guard
    static class GuardedClicks implements WeComHandler<Menu.Click> {

        @Override
        public Object handle(Menu.Click click, CallbackContext context) {
            return click.eventKey();
        }
    }

    @Guard
    static class GuardedFinalClicks implements WeComHandler<Menu.Click> {

        @Override
        public final Object handle(Menu.Click click, CallbackContext context) {
            return click.eventKey();
        }
    }

    interface Greeter {

        String greet(UserMessage.Text text);
    }

    @Guard
    static class GuardedGreeter implements Greeter {

        @Override
        @WeComMessageHandler
        public String greet(UserMessage.Text text) {
            return text.content() + " to you, too";
        }
    }

    @Lazy
    static class LazyGreeter extends GuardedGreeter {}

    @Scope("prototype")
    static class PrototypeGreeter extends GuardedGreeter {}

    interface Bell {

        @WeComMessageHandler
        void ring();
    }

    @Guard
    static class GuardedBell extends Journal.Keeper implements Bell {

        @Override
        public void ring() {
            note("ding");
        }
    }

    @Guard
    static class GuardedTalker implements Runnable {

        @WeComMessageHandler
        public void on(UserMessage.Text text) {}

        @Override
        public void run() {}
    }

    @Lazy
    static class LazyTalker extends GuardedTalker {}

    @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class ScopedByClass extends GuardedGreeter {}

    @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.INTERFACES)
    static class ScopedByInterface extends GuardedGreeter {}

    @Configuration(proxyBeanMethods = false)
    static class ScopedLambda {

        @Bean
        @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.INTERFACES)
        @WeComMessageHandler(condition = "#message.content == 'ping'")
        WeComHandler<UserMessage.Text> ping() {
            return (text, context) -> "pong";
        }
    }
}
