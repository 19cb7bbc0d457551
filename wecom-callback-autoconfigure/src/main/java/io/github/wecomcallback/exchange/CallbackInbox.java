// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.DeferredHandler;
import java.util.List;

/** Keeps messages for handlers that run after the callback was acknowledged, so that none is lost. */
public interface CallbackInbox {

    /**
     * Keeps a message for all of the handlers or for none. What is kept for a handler already is not kept twice.
     *
     * @param key tells the message from all others
     * @param context the callback
     * @param handlers who is to handle it, each for itself
     * @throws InboxUnavailableException when it cannot be kept at the moment
     */
    void store(MessageKey key, CallbackContext context, List<DeferredHandler> handlers);
}
