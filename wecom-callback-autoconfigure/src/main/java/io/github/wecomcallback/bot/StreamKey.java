// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.handler.CallbackContext;

/**
 * What tells a stream from all others.
 *
 * @param account the name of the account
 * @param receiveId whom the callbacks of the stream are for, since an account may serve many corps; empty as a rule
 * @param id the id that the platform asks for
 */
public record StreamKey(String account, String receiveId, String id) {

    static StreamKey of(CallbackContext context, String id) {
        return new StreamKey(context.account().name(), context.receiveId(), id);
    }
}
