// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A digest that tells one plaintext from another. */
public final class Fingerprint {

    private static final DigestPool SHA_256 = new DigestPool("SHA-256");
    private static final int ABSENT = -1;

    private Fingerprint() {}

    /** The SHA-256 of a slice, in hex. */
    public static String of(byte[] bytes, int offset, int length) {
        return HexFormat.of().formatHex(bytes(bytes, offset, length));
    }

    /**
     * The SHA-256 of several texts, 32 bytes. The length of each goes before it, so that no other texts have the same
     * whatever they contain; one that is absent is not the same as an empty one.
     */
    public static byte[] bytes(@Nullable String... texts) {
        byte[][] encoded = new byte[texts.length][];
        int size = 0;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i] == null ? null : texts[i].getBytes(StandardCharsets.UTF_8);
            size += Integer.BYTES + (encoded[i] == null ? 0 : encoded[i].length);
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (byte[] text : encoded) {
            if (text == null) {
                all.putInt(ABSENT);
            } else {
                all.putInt(text.length).put(text);
            }
        }
        return bytes(all.array(), 0, size);
    }

    /** The SHA-256 of several texts, as {@link #bytes(String...)} has it, in hex. */
    public static String of(@Nullable String... texts) {
        return HexFormat.of().formatHex(bytes(texts));
    }

    /** The SHA-256 of a slice, 32 bytes. */
    public static byte[] bytes(byte[] bytes, int offset, int length) {
        return SHA_256.of(digest -> digest.update(bytes, offset, length));
    }
}
