// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.util.HexFormat;

/** A digest that tells one plaintext from another. */
public final class Fingerprint {

    private static final DigestPool SHA_256 = new DigestPool("SHA-256");

    private Fingerprint() {}

    /** The SHA-256 of a slice, in hex. */
    public static String of(byte[] bytes, int offset, int length) {
        return HexFormat.of().formatHex(bytes(bytes, offset, length));
    }

    /** The SHA-256 of a slice, 32 bytes. */
    public static byte[] bytes(byte[] bytes, int offset, int length) {
        return SHA_256.of(digest -> digest.update(bytes, offset, length));
    }
}
