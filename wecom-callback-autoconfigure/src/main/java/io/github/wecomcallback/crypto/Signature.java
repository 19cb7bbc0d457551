// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** {@code sha1(sorted parts without a separator)} in lower-case hex, the platform's one way to sign. */
final class Signature {

    private static final DigestPool SHA_1 = new DigestPool("SHA-1");

    private Signature() {}

    static String of(byte[]... parts) {
        byte[][] sorted = parts.clone();
        Arrays.sort(sorted, Arrays::compareUnsigned);
        byte[] digest = SHA_1.of(sha1 -> {
            for (byte[] part : sorted) {
                sha1.update(part);
            }
        });
        return HexFormat.of().formatHex(digest);
    }

    /** Takes the same time wherever the difference is, so that nobody can find a signature byte by byte. */
    static boolean matches(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
