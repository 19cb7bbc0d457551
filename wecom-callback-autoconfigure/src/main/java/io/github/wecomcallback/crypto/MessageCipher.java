// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import io.github.wecomcallback.crypto.CryptoException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;

/**
 * AES-256-CBC over {@code random(16) | length(4) | message | receive id}, padded to blocks of 32 bytes ({@link Padding}).
 */
final class MessageCipher {

    private static final int AES_BLOCK = 16;
    private static final int RANDOM_BYTES = 16;
    private static final int HEADER_BYTES = RANDOM_BYTES + Integer.BYTES;

    private static final RandomPool RANDOM = new RandomPool();

    private final CipherPool encrypting;
    private final CipherPool decrypting;

    MessageCipher(EncodingAesKey key) {
        this.encrypting = new CipherPool(Cipher.ENCRYPT_MODE, key);
        this.decrypting = new CipherPool(Cipher.DECRYPT_MODE, key);
    }

    Decrypted decrypt(byte[] base64) {
        byte[] padded = open(decode(base64));
        int end = padded.length - Padding.length(padded, padded.length);
        if (end < HEADER_BYTES) {
            throw new CryptoException(Reason.BAD_LENGTH);
        }
        int length = ByteBuffer.wrap(padded).getInt(RANDOM_BYTES);
        if (length < 0 || length > end - HEADER_BYTES) {
            throw new CryptoException(Reason.BAD_LENGTH);
        }
        int idStart = HEADER_BYTES + length;
        String receiveId = new String(padded, idStart, end - idStart, StandardCharsets.UTF_8);
        return new Decrypted(padded, HEADER_BYTES, length, receiveId);
    }

    byte[] encrypt(byte[] message, byte[] receiveId) {
        return encrypt(RANDOM.next(RANDOM_BYTES), message, receiveId);
    }

    byte[] encrypt(byte[] prefix, byte[] message, byte[] receiveId) {
        int length = HEADER_BYTES + message.length + receiveId.length;
        int pad = Padding.of(length);
        byte[] padded = new byte[length + pad];
        ByteBuffer.wrap(padded).put(prefix).putInt(message.length).put(message).put(receiveId);
        Arrays.fill(padded, length, padded.length, (byte) pad);
        try {
            return Base64.getEncoder().encode(encrypting.apply(padded));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES is not available", ex);
        }
    }

    private static byte[] decode(byte[] base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException ex) {
            throw new CryptoException(Reason.BAD_CIPHER_TEXT);
        }
    }

    private byte[] open(byte[] cipherText) {
        if (cipherText.length == 0 || cipherText.length % AES_BLOCK != 0) {
            throw new CryptoException(Reason.BAD_CIPHER_TEXT);
        }
        try {
            return decrypting.apply(cipherText);
        } catch (GeneralSecurityException ex) {
            throw new CryptoException(Reason.BAD_CIPHER_TEXT);
        }
    }
}
