// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Scope;
import org.jspecify.annotations.Nullable;

/** Watches one callback until it is answered, and the handlers that run for it. Thread-safe. */
@FunctionalInterface
public interface CallbackWatch {

    /** Does not look. */
    CallbackWatch NONE = (status, redelivery) -> {};

    /**
     * Makes the callback known to the code that runs on this thread: on that of the request, and on each on which handlers
     * run. The latter may be later than the end, when the callback was answered before its handlers were done.
     */
    default Scope open() {
        return Scope.NONE;
    }

    /**
     * A handler is about to be called, while the platform waits.
     *
     * @param handler its name
     * @return watches the call, or null to let it pass
     */
    default @Nullable HandlerWatch handler(String handler) {
        return null;
    }

    /**
     * The callback is answered.
     *
     * @param status how it ended
     * @param redelivery whether it was answered with what another delivery of the message brought about
     */
    void end(Outcome.Status status, boolean redelivery);
}
