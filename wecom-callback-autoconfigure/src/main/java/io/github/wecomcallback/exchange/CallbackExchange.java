// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.WeComMessage;

/**
 * One callback on its way, verified and decrypted.
 *
 * @param context account, URL, headers, envelope and plaintext
 */
public record CallbackExchange(CallbackContext context) {

    /** The message. There is one, for interceptors, handlers, the inbox and the answer. */
    public WeComMessage message() {
        return context.payload();
    }
}
