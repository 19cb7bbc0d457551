// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the field of the payload that a handler's parameter or a record's component takes.
 *
 * <pre>{@code
 * @WeComEventHandler(event = "change_contact", changeType = "delete_user")
 * void left(@Field("UserID") String userId) { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Field {

    /** The dotted path as the payload spells it; of several, the first that the payload has. */
    String[] value();
}
