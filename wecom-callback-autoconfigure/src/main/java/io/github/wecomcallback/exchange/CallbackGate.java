// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.crypto.CryptoException;
import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.message.Envelope;
import io.github.wecomcallback.message.UnreadablePayloadException;
import io.github.wecomcallback.message.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import lombok.RequiredArgsConstructor;

/**
 * Lets in what the account's platform sent, and nothing else: the signature over the cipher text is checked before it is
 * opened, and the receive id in it afterwards. What stands beside the cipher text is never looked at.
 */
@RequiredArgsConstructor
final class CallbackGate {

    private final Duration timestampWindow;

    /** The echo of a URL verification. */
    String echo(Account account, CallbackRequest request) {
        String echo = request.parameter("echostr");
        if (account.echoesUndecrypted()) {
            verifyQuery(account, request);
            return echo;
        }
        Decrypted decrypted = decrypt(account, request, echo.getBytes(StandardCharsets.UTF_8));
        if (!account.acceptsVerification(decrypted.receiveId())) {
            throw new RefusedException(Refusal.WRONG_RECEIVER);
        }
        return decrypted.text();
    }

    /** The plaintext of a message or event. */
    Opened open(Account account, CallbackRequest request) {
        return account.isPlaintext() ? openPlain(account, request) : openEncrypted(account, request);
    }

    private Opened openEncrypted(Account account, CallbackRequest request) {
        Envelope envelope = envelope(request);
        Decrypted decrypted = decrypt(account, request, envelope.encrypted());
        if (!account.accepts(decrypted.receiveId())) {
            throw new RefusedException(Refusal.WRONG_RECEIVER);
        }
        return new Opened(decrypted, envelope.format());
    }

    /** A mini program in plaintext mode signs its query only. That is the most that can be checked there. */
    private Opened openPlain(Account account, CallbackRequest request) {
        verifyQuery(account, request);
        byte[] body = request.body();
        try {
            WireFormat format = WireFormat.of(body, 0, body.length);
            return new Opened(new Decrypted(body, 0, body.length, account.receiveId()), format);
        } catch (UnreadablePayloadException ex) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    private static Envelope envelope(CallbackRequest request) {
        try {
            return Envelope.read(request.body());
        } catch (UnreadablePayloadException ex) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    private Decrypted decrypt(Account account, CallbackRequest request, byte[] encrypted) {
        String timestamp = request.parameter("timestamp");
        String signature = request.parameter("msg_signature");
        if (!account.crypto().verify(signature, timestamp, request.parameter("nonce"), encrypted)) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
        checkTime(timestamp, request.receivedAt());
        try {
            return account.crypto().decrypt(encrypted);
        } catch (CryptoException ex) {
            throw new RefusedException(Refusal.UNDECRYPTABLE);
        }
    }

    private void verifyQuery(Account account, CallbackRequest request) {
        String timestamp = request.parameter("timestamp");
        String signature = request.parameter("signature");
        if (!account.crypto().verifyQuery(signature, timestamp, request.parameter("nonce"))) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
        checkTime(timestamp, request.receivedAt());
    }

    private void checkTime(String timestamp, Instant now) {
        if (timestampWindow.isZero()) {
            return;
        }
        try {
            long age = Math.subtractExact(now.getEpochSecond(), Long.parseLong(timestamp));
            if (Math.abs(age) <= timestampWindow.toSeconds()) {
                return;
            }
        } catch (NumberFormatException | ArithmeticException ex) {
            // No time at all: as far from now as can be.
        }
        throw new RefusedException(Refusal.STALE);
    }
}
