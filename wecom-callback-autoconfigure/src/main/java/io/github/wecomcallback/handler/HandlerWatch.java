// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import org.jspecify.annotations.Nullable;

/** Watches one call of a handler, from just before it until it has succeeded or failed. */
public interface HandlerWatch {

    /** Does not look. */
    HandlerWatch NONE = failure -> {};

    /**
     * Makes the call known to the code that runs on this thread. A handler that returns a stage leaves the scope before it has
     * come to its end.
     */
    default Scope open() {
        return Scope.NONE;
    }

    /**
     * The handler has come to its end, its stage included; on whichever thread.
     *
     * @param failure why it failed, or null when it succeeded
     */
    void end(@Nullable Throwable failure);
}
