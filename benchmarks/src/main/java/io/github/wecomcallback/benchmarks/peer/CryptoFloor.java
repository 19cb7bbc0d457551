// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.peer;

import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Platform.Sealed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What nobody can do without: SHA-1, Base64 and AES-256-CBC of the same bytes by the JDK, with a digest and ciphers that
 * are made once. Nothing is looked at, compared, parsed or put together. For one thread.
 */
public final class CryptoFloor {

    private static final byte[] TOKEN = Platform.TOKEN.getBytes(StandardCharsets.US_ASCII);
    private static final int AES_BLOCK = 16;

    private final MessageDigest sha1;
    private final Cipher decrypting;
    private final Cipher encrypting;

    public CryptoFloor() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1", "SUN");
            decrypting = cipher(Cipher.DECRYPT_MODE);
            encrypting = cipher(Cipher.ENCRYPT_MODE);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Cipher cipher(int mode) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(Platform.AES_KEY + "=");
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding", "SunJCE");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, AES_BLOCK));
        return cipher;
    }

    /** The digest over token, time, nonce and cipher text. */
    public byte[] digest(Sealed request) {
        sha1.update(TOKEN);
        sha1.update(request.timestamp().getBytes(StandardCharsets.US_ASCII));
        sha1.update(request.nonce().getBytes(StandardCharsets.US_ASCII));
        sha1.update(request.body(), request.encryptedOffset(), request.encryptedLength());
        return sha1.digest();
    }

    /** The plaintext with what stands around it. */
    public byte[] decrypt(Sealed request) {
        ByteBuffer base64 = ByteBuffer.wrap(request.body(), request.encryptedOffset(), request.encryptedLength());
        ByteBuffer encrypted = Base64.getDecoder().decode(base64);
        try {
            return decrypting.doFinal(encrypted.array(), 0, encrypted.limit());
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The cipher text of a plaintext that is a whole number of blocks. */
    public byte[] encrypt(byte[] padded) {
        try {
            return Base64.getEncoder().encode(encrypting.doFinal(padded));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The digest over as many bytes as the signature of a reply covers. */
    public byte[] digest(byte[] encrypted) {
        sha1.update(TOKEN);
        return sha1.digest(encrypted);
    }

    /** As many bytes as are encrypted for this message: a random prefix, the length, the message, the corp id, the padding. */
    public static byte[] padded(String message) {
        int length = message.getBytes(StandardCharsets.UTF_8).length;
        int all = 16 + 4 + length + Platform.CORP_ID.length();
        return new byte[all + 32 - all % 32];
    }
}
