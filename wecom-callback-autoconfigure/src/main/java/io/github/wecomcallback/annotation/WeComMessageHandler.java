// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.annotation;

import io.github.wecomcallback.message.Source;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Makes a method, or a bean that implements {@link io.github.wecomcallback.handler.WeComHandler}, receive messages.
 *
 * <pre>{@code
 * @WeComMessageHandler(type = "text")
 * String help(UserMessage.Text text) {
 *   return "收到:" + text.content();
 * }
 * }</pre>
 *
 * <p>Where the parameter is a typed record, its type says which messages are meant and the selectors may be left out.
 * Without a selector and without such a parameter the handler sees everything, events included: on the wire an event is
 * a message of the type {@code event}. All handlers that match run, in their {@code @Order}; the first result that is
 * not null is the reply.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Reflective
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(WeComMessageHandler.All.class)
public @interface WeComMessageHandler {

    /** The message types, such as {@code text}. All, when none is named. */
    String[] type() default {};

    /**
     * The families of payloads. All, when none is named, but for {@link Source#KF}: what customers write reaches only
     * handlers that say so, here or by their parameter's type.
     */
    Source[] source() default {};

    /** The names of the accounts. All, when none is named. */
    String[] app() default {};

    /**
     * A SpEL expression that must be true as well. It sees {@code #message}, {@code #context}, the method's parameters
     * by name, and beans as {@code @name}.
     */
    String condition() default "";

    /** When it runs: while the platform waits, or from the durable inbox. */
    Delivery delivery() default Delivery.AUTO;

    /**
     * Whether messages of the same sender are handled one after the other, in the order in which they came. Only from the
     * inbox; while one is retried, those behind it wait.
     */
    boolean ordered() default false;

    /** Several selections of one handler: it receives what any of them matches. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @interface All {

        /** The selections. */
        WeComMessageHandler[] value();
    }
}
