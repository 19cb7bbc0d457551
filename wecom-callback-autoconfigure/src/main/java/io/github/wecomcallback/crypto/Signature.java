// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** {@code sha1(sorted parts without a separator)} in lower-case hex, the platform's one way to sign. */
final class Signature {

    private static final DigestPool SHA_1 = new DigestPool("SHA-1");

    private Signature() {}

    static String of(byte[]... parts) {
        byte[][] sorted = parts.clone();
        Arrays.sort(sorted, Arrays::compareUnsigned);
        return SHA_1.hexOf(digest -> {
            for (byte[] part : sorted) {
                digest.update(part);
            }
        });
    }

    /** Takes the same time wherever the difference is, so that nobody can find a signature byte by byte. */
    static boolean matches(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
