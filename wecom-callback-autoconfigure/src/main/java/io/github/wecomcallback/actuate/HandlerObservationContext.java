// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.handler.CallbackContext;
import lombok.Getter;

/** What is known when a handler is observed. */
@Getter
public final class HandlerObservationContext extends MessageObservationContext {

    /** The handler's name: bean and method. */
    private final String handler;

    /** Whether it runs from the inbox, after its callback was acknowledged, and not while the platform waits. */
    private final boolean fromInbox;

    /** Whether it has come to its end. */
    private volatile boolean ended;

    HandlerObservationContext(CallbackContext callback, String message, String handler, boolean fromInbox) {
        super(callback, message);
        this.handler = handler;
        this.fromInbox = fromInbox;
    }

    void ended() {
        ended = true;
    }
}
