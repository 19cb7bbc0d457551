// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import cn.hutool.crypto.digest.Digester;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.Arrays;

/** {@code sha1(sorted parts without a separator)} in lower-case hex, the platform's one way to sign. */
final class Signature {

    private Signature() {}

    static String of(String... parts) {
        String[] sorted = parts.clone();
        Arrays.sort(sorted);
        return new Digester(sha1()).digestHex(String.join("", sorted).getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the same time wherever the difference is, so that nobody can find a signature byte by byte. */
    static boolean matches(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** The JDK's own provider by name, for the reason given in {@link CipherPool}. */
    private static MessageDigest sha1() {
        try {
            try {
                return MessageDigest.getInstance("SHA-1", "SUN");
            } catch (NoSuchProviderException ex) {
                return MessageDigest.getInstance("SHA-1");
            }
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-1 is not available", ex);
        }
    }
}
