// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.time.Instant;
import java.util.Map;

/**
 * What arrived at a callback URL.
 *
 * @param account the name of the account, as the path says
 * @param query the parameters of the URL, decoded once
 * @param headers the headers; their names are found in any case
 * @param body the body, empty for a URL verification
 * @param receivedAt when it arrived
 */
public record CallbackRequest(
        String account, Map<String, String> query, Map<String, String> headers, byte[] body, Instant receivedAt) {

    String parameter(String name) {
        String value = query.get(name);
        if (value == null || value.isEmpty()) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return value;
    }

    @Override
    public String toString() {
        return "CallbackRequest[" + account + ", " + body.length + " bytes]";
    }
}
