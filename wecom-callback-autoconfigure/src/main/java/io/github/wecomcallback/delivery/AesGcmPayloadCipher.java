// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in Galois/Counter Mode. What it writes begins with the id of its key, so that keys can be changed: put the new
 * one first and leave the old ones behind it until nothing is left that they encrypted.
 *
 * <p>Thread-safe.
 */
public final class AesGcmPayloadCipher implements PayloadCipher {

    /** The length of a key in bytes. */
    public static final int KEY_LENGTH = 32;

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_LENGTH = Integer.BYTES + NONCE_LENGTH;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, SecretKeySpec> keys = new LinkedHashMap<>();
    private final int current;

    /**
     * @param keys the first encrypts, all decrypt
     * @throws IllegalArgumentException when there is none, or one is not of {@value #KEY_LENGTH} bytes
     */
    public AesGcmPayloadCipher(List<byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there must be a key");
        }
        for (byte[] key : keys) {
            if (key.length != KEY_LENGTH) {
                throw new IllegalArgumentException("a key must have " + KEY_LENGTH + " bytes");
            }
            this.keys.putIfAbsent(idOf(key), new SecretKeySpec(key, "AES"));
        }
        this.current = idOf(keys.get(0));
    }

    @Override
    public byte[] encrypt(byte[] plaintext) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        byte[] header =
                ByteBuffer.allocate(HEADER_LENGTH).putInt(current).put(nonce).array();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, header).doFinal(plaintext);
            return ByteBuffer.allocate(header.length + sealed.length)
                    .put(header)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-GCM is not available", ex);
        }
    }

    @Override
    public byte[] decrypt(byte[] ciphertext) {
        if (ciphertext.length < HEADER_LENGTH + TAG_BITS / Byte.SIZE) {
            throw new IllegalArgumentException("It is too short to have been encrypted");
        }
        if (!keys.containsKey(keyOf(ciphertext))) {
            throw new IllegalArgumentException("It was encrypted with a key that is not among the configured ones");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, ciphertext)
                    .doFinal(ciphertext, HEADER_LENGTH, ciphertext.length - HEADER_LENGTH);
        } catch (GeneralSecurityException ex) {
            throw new IllegalArgumentException("It was changed since it was encrypted", ex);
        }
    }

    /** A cipher for what begins with this header, which is authenticated with it. */
    private Cipher cipher(int mode, byte[] header) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, header, Integer.BYTES, NONCE_LENGTH);
        cipher.init(mode, keys.get(keyOf(header)), nonce);
        cipher.updateAAD(header, 0, Integer.BYTES);
        return cipher;
    }

    private static int keyOf(byte[] header) {
        return ByteBuffer.wrap(header).getInt();
    }

    /** Part of a digest: tells keys apart and says nothing of them. */
    private static int idOf(byte[] key) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key))
                    .getInt();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
