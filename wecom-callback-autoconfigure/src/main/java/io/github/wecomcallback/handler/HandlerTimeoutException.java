// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A handler, or the stage that it returned, did not come to its end in time. */
public final class HandlerTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param handler its name
     * @param timeout how long it may take
     * @param cause what it threw when it was interrupted, or null
     */
    HandlerTimeoutException(String handler, Duration timeout, @Nullable Throwable cause) {
        super("Handler " + handler + " did not come to its end within " + timeout, cause);
    }
}
