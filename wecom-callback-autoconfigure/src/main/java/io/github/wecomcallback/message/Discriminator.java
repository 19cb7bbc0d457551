// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which payloads a record is the type of. A handler that takes such a record needs no selectors. An application's
 * own records may carry it too:
 *
 * <pre>{@code
 * @Discriminator(event = "brand_new_event")
 * record BrandNew(Payload payload, String userId, Instant expireTime) implements WeComMessage {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Discriminator.All.class)
public @interface Discriminator {

    /** The family; left out for what apps and suites receive. */
    Source source() default Source.APP;

    /** The message type; left out for events. */
    String type() default MessageKind.EVENT;

    /** The event, or what stands in its place on command URLs: {@code InfoType}. */
    String event() default "";

    /** The change type. Left out, it stands for payloads without one, not for all. */
    String changeType() default "";

    /** Several discriminators of one record: the spellings that the platform uses for the same thing. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {

        /** The discriminators. */
        Discriminator[] value();
    }
}
