// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import cn.hutool.core.util.HexUtil;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A digest that tells one plaintext from another. */
public final class Fingerprint {

    private Fingerprint() {}

    /** The SHA-256 of a slice, in hex. */
    public static String of(byte[] bytes, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, offset, length);
            return HexUtil.encodeHexStr(digest.digest());
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
