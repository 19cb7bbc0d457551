// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;

/** Encrypts any bytes as they are, so that tests can send what no honest sender would. */
final class RawAes {

    private static final int HEADER_BYTES = 20;

    private final EncodingAesKey key;

    RawAes(EncodingAesKey key) {
        this.key = key;
    }

    /** The cipher text of these bytes, whose number is a multiple of 16. */
    String encrypt(byte[] padded) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key.key(), key.iv());
            return Base64.getEncoder().encodeToString(cipher.doFinal(padded));
        } catch (GeneralSecurityException ex) {
            throw new AssertionError(ex);
        }
    }

    /** A message that says it has so many bytes, whatever it has, and ends in so many bytes of padding. */
    static byte[] layout(int declaredLength, String messageAndReceiveId, int pad) {
        byte[] text = messageAndReceiveId.getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[HEADER_BYTES + text.length + pad];
        ByteBuffer.wrap(padded).put(new byte[16]).putInt(declaredLength).put(text);
        Arrays.fill(padded, padded.length - pad, padded.length, (byte) pad);
        return padded;
    }
}
