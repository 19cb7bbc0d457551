// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import io.github.wecomcallback.crypto.CryptoException.Reason;

/**
 * PKCS#7 with blocks of 32 bytes. Java's own PKCS5 padding knows blocks of 16 bytes only and would refuse about half of all
 * that the platform sends.
 */
final class Padding {

    static final int BLOCK = 32;

    private Padding() {}

    /** How many bytes to add to that many. */
    static int of(int length) {
        return BLOCK - length % BLOCK;
    }

    /** How many of these bytes are padding. */
    static int length(byte[] padded, int count) {
        int pad = count == 0 ? 0 : padded[count - 1];
        if (pad < 1 || pad > BLOCK || pad > count) {
            throw new CryptoException(Reason.BAD_PADDING);
        }
        for (int i = count - pad; i < count; i++) {
            if (padded[i] != pad) {
                throw new CryptoException(Reason.BAD_PADDING);
            }
        }
        return pad;
    }
}
