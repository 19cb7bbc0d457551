// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.crypto.Fingerprint;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Payload;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import lombok.EqualsAndHashCode;
import org.jspecify.annotations.Nullable;

/**
 * What tells a message from all others, and is the same in all deliveries of it: a digest of its id, sender and kind, or of
 * the plaintext where it has no id, and always of the account and of whom it is for, since one account may serve many corps.
 * Nothing of the encryption: that may be new each time.
 *
 * <p>It names nobody. As many are kept as messages are remembered, so it is small: four numbers that are the digest.
 */
@EqualsAndHashCode
public final class MessageKey {

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    /** @param parts what tells it from all others together */
    public MessageKey(@Nullable String... parts) {
        ByteBuffer digest = ByteBuffer.wrap(Fingerprint.bytes(parts));
        this.first = digest.getLong();
        this.second = digest.getLong();
        this.third = digest.getLong();
        this.fourth = digest.getLong();
    }

    /** The key of a message that came with a callback or was pulled. */
    public static MessageKey of(CallbackContext context) {
        String account = context.account().name();
        Payload payload = context.payload();
        String id = payload.msgId();
        if (id == null || id.isBlank()) {
            byte[] plaintext = payload.bytes();
            return new MessageKey(account, context.receiveId(), Fingerprint.of(plaintext, 0, plaintext.length));
        }
        MessageKind kind = payload.kind();
        return new MessageKey(
                account,
                context.receiveId(),
                id.strip(),
                payload.fromUserName(),
                kind.source().name(),
                kind.type(),
                kind.event(),
                kind.changeType());
    }

    /** The first quarter of the digest. */
    public long first() {
        return first;
    }

    /** The second quarter of the digest. */
    public long second() {
        return second;
    }

    /** The whole of it in hex, for stores. */
    public String digest() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }

    /** The beginning of a digest, for people: enough to find in a log what belongs together. */
    static String abbreviate(String digest) {
        return digest.substring(0, Math.min(2 * Long.BYTES, digest.length()));
    }

    /** The beginning, for people: enough to find in a log what belongs together. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(first);
    }
}
