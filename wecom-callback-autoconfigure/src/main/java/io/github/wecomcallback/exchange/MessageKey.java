// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.crypto.Fingerprint;
import io.github.wecomcallback.message.Payload;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * What tells a message from all others, and is the same in all deliveries of it: its id, sender and kind, or a digest
 * of the plaintext where it has no id, and always the account. Nothing of the encryption: that may be new each time.
 */
@Getter
@Accessors(fluent = true)
@EqualsAndHashCode
public final class MessageKey {

    private static final int SHOWN = 16;

    /** The name of the account. */
    private final String account;

    /** What is unique in it. */
    private final String id;

    /** Made when it is first asked for, and then there for all who do. */
    @Getter(lombok.AccessLevel.NONE)
    @EqualsAndHashCode.Exclude
    private @Nullable String digest;

    /**
     * @param account the name of the account
     * @param id what is unique in it
     */
    public MessageKey(String account, String id) {
        this.account = account;
        this.id = id;
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

    /** A digest of both, for stores: the id may tell who sent it, and has no fixed length. */
    public String digest() {
        String known = digest;
        if (known == null) {
            byte[] both = (account + '\n' + id).getBytes(StandardCharsets.UTF_8);
            known = Fingerprint.of(both, 0, both.length);
            digest = known;
        }
        return known;
    }

    /** The beginning of a digest, for people: enough to find in a log what belongs together. */
    static String abbreviate(String digest) {
        return digest.substring(0, Math.min(SHOWN, digest.length()));
    }

    @Override
    public String toString() {
        return account + ":" + id;
    }
}
