// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.crypto.Fingerprint;
import io.github.wecomcallback.message.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Supplier;
import lombok.EqualsAndHashCode;

/**
 * What tells a message from all others, and is the same in all deliveries of it: a digest of its id, sender and kind, or of
 * the plaintext where it has no id, and always of the account. Nothing of the encryption: that may be new each time.
 *
 * <p>It names nobody. As many are kept as messages are remembered, so it is small: four numbers that are the digest.
 */
@EqualsAndHashCode
public final class MessageKey {

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    /**
     * @param account the name of the account
     * @param id what is unique in it
     */
    public MessageKey(String account, String id) {
        byte[] both = (account + '\n' + id).getBytes(StandardCharsets.UTF_8);
        ByteBuffer digest = ByteBuffer.wrap(Fingerprint.bytes(both, 0, both.length));
        this.first = digest.getLong();
        this.second = digest.getLong();
        this.third = digest.getLong();
        this.fourth = digest.getLong();
    }

    static MessageKey of(String account, Payload payload, Decrypted decrypted) {
        return of(account, payload, () -> Fingerprint.of(decrypted.buffer(), decrypted.offset(), decrypted.length()));
    }

    /** The key of a message that was pulled. */
    public static MessageKey of(String account, Payload payload) {
        byte[] bytes = payload.bytes();
        return of(account, payload, () -> Fingerprint.of(bytes, 0, bytes.length));
    }

    private static MessageKey of(String account, Payload payload, Supplier<String> digest) {
        String msgId = payload.msgId();
        String id = msgId == null || msgId.isBlank()
                ? digest.get()
                : msgId.strip() + "@" + payload.fromUserName() + "/" + payload.kind();
        return new MessageKey(account, id);
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
