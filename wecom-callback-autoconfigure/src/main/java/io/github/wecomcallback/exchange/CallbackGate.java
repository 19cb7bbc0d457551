// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.crypto.CryptoException;
import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.message.Envelope;
import io.github.wecomcallback.message.Payload;
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

    /** How long the platform goes on delivering a message: four times within some 20 seconds, and generously so. */
    private static final Duration REDELIVERIES = Duration.ofMinutes(1);

    /** All times from 2001 to 2286 have ten digits. */
    private static final int DIGITS = 10;

    private static final long FIRST_TIME = 1_000_000_000L;
    private static final long FIRST_LATER_TIME = 10_000_000_000L;

    /**
     * The platform's have some ten characters. One that is longer could have taken up blocks of the cipher text, of which
     * there are three in 64 characters: signed is what all parameters say one after the other, whichever says what.
     */
    private static final int MAX_NONCE_LENGTH = 64;

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

    /**
     * Refuses what was signed lately, but made long ago. The signature does not tell time and nonce apart, so that who has
     * recorded a request can swap them, or cut them anew, where the nonce happens to look like a later time. What the
     * plaintext says of its time nobody can change. A time that cannot be one is taken for none, and one that is yet to come is
     * no replay's.
     */
    void checkCreated(Payload payload, Instant now) {
        Instant created = payload.createTime();
        if (timestampWindow.isZero() || created == null || !isTime(created.getEpochSecond())) {
            return;
        }
        if (created.isBefore(now.minus(timestampWindow).minus(REDELIVERIES))) {
            throw new RefusedException(Refusal.OUTDATED);
        }
    }

    private static boolean isTime(long seconds) {
        return seconds >= FIRST_TIME && seconds < FIRST_LATER_TIME;
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
        if (!account.crypto().verify(signature, timestamp, nonce(request), encrypted)) {
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
        if (!account.crypto().verifyQuery(signature, timestamp, nonce(request))) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
        checkTime(timestamp, request.receivedAt());
    }

    private static String nonce(CallbackRequest request) {
        String nonce = request.parameter("nonce");
        if (nonce.length() > MAX_NONCE_LENGTH) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return nonce;
    }

    private void checkTime(String timestamp, Instant now) {
        if (timestampWindow.isZero()) {
            return;
        }
        long seconds = seconds(timestamp);
        if (!isTime(seconds) || Math.abs(now.getEpochSecond() - seconds) > timestampWindow.toSeconds()) {
            throw new RefusedException(Refusal.STALE);
        }
    }

    /** What ten plain digits say, without a sign or a zero before them; else 0. */
    private static long seconds(String timestamp) {
        if (timestamp.length() != DIGITS) {
            return 0;
        }
        long seconds = 0;
        for (int i = 0; i < DIGITS; i++) {
            char digit = timestamp.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            seconds = 10 * seconds + digit - '0';
        }
        return seconds;
    }
}
