// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

/** Is told of the calls of handlers that a message causes. */
@FunctionalInterface
public interface HandlerCalls {

    /**
     * A handler is about to be called.
     *
     * @param handler its name
     * @return watches the call
     */
    HandlerWatch begin(String handler);

    /**
     * A handler does not return, although it took too long and was interrupted. It may yet do so, or never.
     *
     * @param handler its name
     */
    default void hangs(String handler) {}
}
