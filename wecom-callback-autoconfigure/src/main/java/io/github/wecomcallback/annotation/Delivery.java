// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.annotation;

/**
 * When a handler runs: while the platform waits, or later, from the durable inbox.
 *
 * <pre>{@code
 * @WeComEventHandler(event = "change_external_contact", delivery = Delivery.INBOX)
 * void contact(ExternalContact event) { … }
 * }</pre>
 */
public enum Delivery {

    /** From the inbox where there is one and the handler cannot reply: it returns nothing and is not {@code @Async}. */
    AUTO,

    /** While the platform waits for the answer. A failure makes it deliver the callback again. */
    INLINE,

    /**
     * From the inbox: the callback is acknowledged once it is stored, and the handler is tried until it succeeds or its
     * attempts are used up. Needs {@code wecom.callback.inbox.enabled=true}.
     */
    INBOX
}
