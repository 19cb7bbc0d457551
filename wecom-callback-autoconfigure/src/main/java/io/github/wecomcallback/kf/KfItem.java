// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.exchange.CallbackExchange;
import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Payload;
import java.time.Instant;
import java.util.Map;

/**
 * One message or event that was pulled.
 *
 * @param exchange the message, as handlers and interceptors see it
 * @param key tells it from all others
 */
record KfItem(CallbackExchange exchange, MessageKey key) {

    static KfItem of(Account account, Payload payload, Instant now) {
        CallbackContext context = new CallbackContext(account, Map.of(), Map.of(), new byte[0], payload, now);
        return new KfItem(new CallbackExchange(context), MessageKey.of(context));
    }

    /** Whose messages are handled one after the other: a customer's, or all that concern none. */
    String customer() {
        String customer = exchange.message().fromUserName();
        return customer == null ? "" : customer;
    }

    @Override
    public String toString() {
        return exchange.context().toString();
    }
}
