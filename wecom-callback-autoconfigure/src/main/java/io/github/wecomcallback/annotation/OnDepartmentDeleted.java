// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/** Receives departments that were deleted. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@WeComEventHandler(event = "change_contact", changeType = "delete_party")
public @interface OnDepartmentDeleted {

    /** The names of the accounts. All, when none is named. */
    @AliasFor(annotation = WeComEventHandler.class)
    String[] app() default {};

    /** A SpEL expression that must be true as well. */
    @AliasFor(annotation = WeComEventHandler.class)
    String condition() default "";

    /** When it runs. */
    @AliasFor(annotation = WeComEventHandler.class)
    Delivery delivery() default Delivery.AUTO;

    /** Whether messages of the same sender are handled one after the other. */
    @AliasFor(annotation = WeComEventHandler.class)
    boolean ordered() default false;
}
