// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 43 characters that the admin console calls <em>EncodingAESKey</em>, opened to the 32 bytes of an AES key.
 *
 * <p>43 characters hold two bits more than 32 bytes need. The console does not clear them, so they are ignored here.
 */
public final class EncodingAesKey {

    private static final int CHARACTERS = 43;
    private static final int IV_BYTES = 16;

    private final SecretKey key;
    private final IvParameterSpec iv;

    private EncodingAesKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.iv = new IvParameterSpec(bytes, 0, IV_BYTES);
    }

    /**
     * @param text the key as the admin console shows it
     * @throws IllegalArgumentException when it is no such key; the message does not repeat it
     */
    public static EncodingAesKey of(String text) {
        if (text.length() != CHARACTERS) {
            throw new IllegalArgumentException("must have 43 characters, but has " + text.length());
        }
        try {
            return new EncodingAesKey(Base64.getDecoder().decode(text + "="));
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("must consist of letters and digits");
        }
    }

    SecretKey key() {
        return key;
    }

    IvParameterSpec iv() {
        return iv;
    }

    @Override
    public String toString() {
        return "EncodingAesKey[hidden]";
    }
}
