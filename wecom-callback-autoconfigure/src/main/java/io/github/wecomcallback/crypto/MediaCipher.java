// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import io.github.wecomcallback.crypto.CryptoException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Opens media: AES-256-CBC over the bytes themselves, padded to blocks of 32, without the random bytes and ids of messages.
 * Holds no more than a buffer of them.
 */
final class MediaCipher {

    private static final int BUFFER = 16 * 1024;

    private MediaCipher() {}

    /** Opens what comes in, and returns how many bytes it was. */
    static long decrypt(EncodingAesKey key, InputStream encrypted, OutputStream plain) throws IOException {
        Cipher cipher = cipher(key);
        PaddingFilter filter = new PaddingFilter(plain);
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int read = encrypted.read(buffer); read >= 0; read = encrypted.read(buffer)) {
            length += read;
            filter.take(cipher.update(buffer, 0, read));
        }
        if (length == 0 || length % cipher.getBlockSize() != 0) {
            throw new CryptoException(Reason.BAD_CIPHER_TEXT);
        }
        try {
            filter.take(cipher.doFinal());
        } catch (GeneralSecurityException ex) {
            throw new CryptoException(Reason.BAD_CIPHER_TEXT);
        }
        return length - filter.end();
    }

    private static Cipher cipher(EncodingAesKey key) {
        try {
            return CipherPool.newCipher(Cipher.DECRYPT_MODE, key);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES is not available", ex);
        }
    }
}
