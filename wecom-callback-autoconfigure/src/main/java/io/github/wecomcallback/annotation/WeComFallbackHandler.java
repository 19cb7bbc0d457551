// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.annotation;

import io.github.wecomcallback.message.Source;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Makes a method receive what no other handler matched.
 *
 * <pre>{@code
 * @WeComFallbackHandler
 * void rest(WeComMessage message) {
 *   log.info("nobody handles {}", message.kind());
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Reflective
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface WeComFallbackHandler {

    /**
     * The families of payloads. All, when none is named, but for {@link Source#KF}: what customers write reaches only
     * handlers that say so, here or by their parameter's type.
     */
    Source[] source() default {};

    /** The names of the accounts. All, when none is named. */
    String[] app() default {};

    /** When it runs: while the platform waits, or from the durable inbox. */
    Delivery delivery() default Delivery.AUTO;

    /**
     * Whether messages of the same sender are handled one after the other, in the order in which they came. Only from the
     * inbox; while one is retried, those behind it wait.
     */
    boolean ordered() default false;
}
