// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often and how soon a handler that runs from the inbox is tried again after a failure. On a class, or on
 * the method that makes a bean, it is meant for all its handlers. What is left out is as
 * {@code wecom.callback.inbox.retry} says.
 *
 * <pre>{@code
 * @WeComEventHandler
 * @WeComRetry(attempts = 5, delay = "10s", maxDelay = "${crm.max-delay:10m}")
 * void added(ExternalContact.Added event) { … }
 * }</pre>
 *
 * <p>The delay grows with each failure by the multiplier, up to the longest, and is spread by a fifth so that what failed
 * together does not come back together.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface WeComRetry {

    /** How often it is tried in all. What then still fails becomes a dead letter. */
    int attempts() default 0;

    /** How long to wait after the first failure, such as {@code 10s}; may have placeholders. */
    String delay() default "";

    /** How much longer to wait after each further failure. */
    double multiplier() default 0;

    /** How long to wait at most, before it is spread, such as {@code 1h}; may have placeholders. */
    String maxDelay() default "";
}
