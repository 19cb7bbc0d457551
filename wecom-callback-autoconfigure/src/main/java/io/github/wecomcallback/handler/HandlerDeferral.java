// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.util.List;

/** Takes over a message for handlers that are to run later. */
@FunctionalInterface
public interface HandlerDeferral {

    /**
     * Takes the message over, for all of the handlers or for none.
     *
     * @throws RuntimeException when it cannot; then none of the message's handlers has run
     */
    void defer(List<DeferredHandler> handlers);

    /** There is nothing more to take over: what is left of the handlers runs now. Said before the first of those is called. */
    default void complete() {}
}
