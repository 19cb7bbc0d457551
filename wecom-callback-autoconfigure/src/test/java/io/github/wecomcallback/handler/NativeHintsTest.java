// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Menu;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

/** A native image knows of a method only what it is told: without that, it would find no handler and say nothing. */
class NativeHintsTest {

    private final RuntimeHints hints = new RuntimeHints();

    @ParameterizedTest
    @ValueSource(strings = {"message", "event", "twice", "fallback", "composed"})
    void an_annotated_method_can_be_called_in_a_native_image(String name) throws NoSuchMethodException {
        Method method = Handlers.class.getDeclaredMethod(name);

        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Handlers.class);

        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
                .accepts(hints);
    }

    @Test
    void a_handler_bean_can_be_called_in_a_native_image() {
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Clicks.class);

        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(HandlerFactory.HANDLE))
                .accepts(hints);
    }

    static class Handlers {

        @WeComMessageHandler
        void message() {}

        @WeComEventHandler
        void event() {}

        @WeComEventHandler(event = "a")
        @WeComEventHandler(event = "b")
        void twice() {}

        @WeComFallbackHandler
        void fallback() {}

        @Composed
        void composed() {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WeComMessageHandler
    @interface Composed {}

    static class Clicks implements WeComHandler<Menu.Click> {

        @Override
        public Object handle(Menu.Click click, CallbackContext context) {
            return null;
        }
    }
}
