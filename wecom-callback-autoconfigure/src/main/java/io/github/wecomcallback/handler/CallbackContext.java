// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.message.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of a callback beside its message.
 *
 * @param account the account that was called
 * @param receiveId whom it is for, as its cipher text says: the account's own id as a rule, but of a suite that serves many
 *     corps the corp's. Empty where the kind of account has none
 * @param query the parameters of the URL, decoded
 * @param headers the headers of the request; their names are found in any case
 * @param envelope the body of the request as it came, still encrypted. Nothing in it but the cipher text was signed
 * @param payload the decrypted plaintext
 * @param receivedAt when the request arrived
 * @param attributes room for what interceptors hand to handlers
 */
public record CallbackContext(
        Account account,
        String receiveId,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] envelope,
        Payload payload,
        Instant receivedAt,
        Map<String, Object> attributes) {

    /** A context without attributes yet. */
    public CallbackContext(
            Account account,
            String receiveId,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] envelope,
            Payload payload,
            Instant receivedAt) {
        this(account, receiveId, query, headers, envelope, payload, receivedAt, new ConcurrentHashMap<>());
    }

    /** The context of what is for the account's own id, without attributes yet. */
    public CallbackContext(
            Account account,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] envelope,
            Payload payload,
            Instant receivedAt) {
        this(account, account.receiveId(), query, headers, envelope, payload, receivedAt);
    }

    /** The body of the request as text. */
    public String envelopeText() {
        return new String(envelope, StandardCharsets.UTF_8);
    }

    /** The decrypted text. */
    public String plaintext() {
        return payload.raw();
    }

    /** Account and kind; the rest is somebody's data. */
    @Override
    public String toString() {
        return "CallbackContext[" + account.name() + ", " + payload.kind() + "]";
    }
}
