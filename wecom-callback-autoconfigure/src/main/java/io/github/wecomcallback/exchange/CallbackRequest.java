// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
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

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A callback as the platform would send it: encrypted and signed with the account's own secrets. */
    public static CallbackRequest sealed(Account account, String plaintext, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        String nonce = Integer.toUnsignedString(RANDOM.nextInt());
        Map<String, String> query = new LinkedHashMap<>();
        query.put("timestamp", timestamp);
        query.put("nonce", nonce);
        String body = plaintext;
        if (account.isPlaintext()) {
            query.put("signature", account.crypto().signQuery(timestamp, nonce));
        } else {
            String encrypted = account.crypto().encrypt(plaintext, account.receiveId());
            query.put("msg_signature", account.crypto().sign(timestamp, nonce, encrypted));
            body = envelope(account, plaintext, encrypted);
        }
        return new CallbackRequest(account.name(), query, Map.of(), body.getBytes(StandardCharsets.UTF_8), now);
    }

    /** Nothing but the cipher text: what else stands in an envelope is not looked at. */
    private static String envelope(Account account, String plaintext, String encrypted) {
        boolean json =
                account.kind() == AccountKind.BOT || plaintext.stripLeading().startsWith("{");
        return json
                ? "{\"Encrypt\":\"" + encrypted + "\"}"
                : "<xml><Encrypt><![CDATA[" + encrypted + "]]></Encrypt></xml>";
    }

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
