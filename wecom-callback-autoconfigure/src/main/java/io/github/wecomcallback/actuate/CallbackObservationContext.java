// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.handler.CallbackContext;
import org.jspecify.annotations.Nullable;

/** What is known when a callback is observed. */
public final class CallbackObservationContext extends MessageObservationContext {

    private volatile Outcome.@Nullable Status status;
    private volatile boolean redelivery;

    CallbackObservationContext(CallbackContext callback, String message) {
        super(callback, message);
    }

    /** How it ended, or null while it has not. */
    public Outcome.@Nullable Status getStatus() {
        return status;
    }

    /** Whether it was answered with what another delivery of the message brought about. */
    public boolean isRedelivery() {
        return redelivery;
    }

    void ended(Outcome.Status status, boolean redelivery) {
        this.status = status;
        this.redelivery = redelivery;
    }
}
