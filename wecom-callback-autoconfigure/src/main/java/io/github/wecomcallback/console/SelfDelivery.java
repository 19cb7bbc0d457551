// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.message.Envelope;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Sends the application a callback as the platform would: encrypted and signed with the account's own secrets, by the way
 * that all callbacks go. The handlers cannot tell the difference. Thread-safe.
 */
@RequiredArgsConstructor
public final class SelfDelivery {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final CallbackProcessor processor;
    private final AccountLookup accounts;
    private final Clock clock;

    /**
     * What came of it.
     *
     * @param status the HTTP status that the platform would have got
     * @param reply the plaintext of the reply, or null when there is none
     * @param millis how long it took
     */
    public record Answer(int status, @Nullable String reply, long millis) {}

    /** Sends a plaintext to an account. Returns null when there is no such account. */
    @Nullable Answer send(String name, String plaintext) {
        Account account = accounts.find(name);
        if (account == null) {
            return null;
        }
        CallbackRequest request = request(account, plaintext, clock.instant());
        long begun = System.nanoTime();
        CallbackResponse response = processor.receive(request);
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        return new Answer(response.status(), reply(account, response), millis);
    }

    private static CallbackRequest request(Account account, String plaintext, Instant now) {
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

    private static @Nullable String reply(Account account, CallbackResponse response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (response.status() != 200
                || body.isEmpty()
                || body.equals(account.kind().acknowledgement())) {
            return null;
        }
        return account.isPlaintext()
                ? body
                : account.crypto()
                        .decrypt(Envelope.read(response.body()).encrypted())
                        .text();
    }
}
