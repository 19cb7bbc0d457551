// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** Handlers may be beans of a parent context, which several web applications have in common, say. */
class ParentContextTest {

    @RegisterExtension
    final Application application = new Application();

    private final AnnotationConfigApplicationContext grandparent = new AnnotationConfigApplicationContext();
    private final AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext();

    @AfterEach
    void close() {
        parent.close();
        grandparent.close();
    }

    @Test
    void handlers_of_all_parents_run() {
        grandparent.registerBean("far", Far.class);
        parent.registerBean("greeting", Greeting.class);
        start(Near.class);

        assertThat(application.send(Payloads.text("hi")).matched()).isEqualTo(3);
        assertThat(application.dispatcher().routes())
                .extracting(Route::handler)
                .containsExactlyInAnyOrder("near#on(UserMessage.Text)", "far#on(UserMessage.Text)", "greeting");
    }

    @Test
    void a_parent_that_receives_callbacks_itself_keeps_its_handlers() {
        HandlerDispatcher parents = new HandlerDispatcher();
        parent.registerBean("far", Far.class);
        parent.registerBean(
                HandlerScanner.class, () -> new HandlerScanner(parent.getBeanFactory(), List.of(), parents, null));
        start(Near.class);

        assertThat(application.dispatcher().routes())
                .extracting(Route::handler)
                .containsExactly("near#on(UserMessage.Text)");
        assertThat(parents.routes()).extracting(Route::handler).containsExactly("far#on(UserMessage.Text)");
    }

    @Test
    void a_bean_stands_in_the_place_of_a_parents_bean_of_its_name() {
        parent.registerBean("near", Far.class);
        start(Near.class);

        Application.Delivery delivery = application.send(Payloads.text("hi"));

        assertThat(delivery.matched()).isEqualTo(1);
        assertThat(delivery.text()).isEqualTo("near");
    }

    @Test
    void a_condition_of_a_parents_handler_sees_the_parents_beans() {
        parent.registerBean("door", Door.class);
        parent.registerBean("guarded", Guarded.class);
        start();

        assertThat(application.send(Payloads.text("open")).text()).isEqualTo("in");
        assertThat(application.send(Payloads.text("shut")).text()).isNull();
    }

    @Test
    void a_scoped_bean_of_a_parent_is_found_once_and_made_for_each_callback() {
        parent.register(Counting.class);
        start();

        assertThat(application.send(Payloads.text("hi")).matched()).isEqualTo(1);
        assertThat(application.send(Payloads.text("hi")).text()).isEqualTo("1");
    }

    @Test
    void a_handler_of_a_parent_that_cannot_work_stops_the_start() {
        parent.registerBean("broken", Broken.class);

        assertThat(catchThrowableOfType(InvalidHandlerException.class, this::start))
                .hasMessageContaining("broken#on(Thread) has a parameter that nothing can be passed for");
    }

    private void start(Class<?>... beans) {
        grandparent.refresh();
        parent.setParent(grandparent);
        parent.refresh();
        AnnotationConfigApplicationContext context = application.create(beans);
        context.setParent(parent);
        context.refresh();
    }

    static class Near {

        @WeComMessageHandler
        String on(UserMessage.Text text) {
            return "near";
        }
    }

    static class Far {

        @WeComMessageHandler
        String on(UserMessage.Text text) {
            return "far";
        }
    }

    static class Greeting implements WeComHandler<UserMessage.Text> {

        @Override
        public Object handle(UserMessage.Text text, CallbackContext context) {
            return "hello";
        }
    }

    static class Door {

        public boolean isOpen(String word) {
            return word.equals("open");
        }
    }

    static class Guarded {

        @WeComMessageHandler(condition = "@door.isOpen(#text.content())")
        String on(UserMessage.Text text) {
            return "in";
        }
    }

    @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class Counting {

        private int count;

        @WeComMessageHandler
        String on(UserMessage.Text text) {
            count++;
            return String.valueOf(count);
        }
    }

    static class Broken {

        @WeComEventHandler
        void on(Thread thread) {}
    }
}
