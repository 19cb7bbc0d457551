// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import cn.hutool.crypto.CipherWrapper;
import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import javax.crypto.Cipher;

/**
 * Ciphers of one key and direction, ready to use again: {@code doFinal} takes them back to where {@code init} left them.
 *
 * <p>Making a cipher costs several times what it costs to decrypt a callback, and a shared one would make callbacks wait
 * for each other. Thread-safe without locks.
 */
final class CipherPool {

    private final Pool<Cipher> idle = new Pool<>();
    private final int mode;
    private final EncodingAesKey key;

    CipherPool(int mode, EncodingAesKey key) {
        this.mode = mode;
        this.key = key;
    }

    byte[] apply(byte[] input) throws GeneralSecurityException {
        Cipher cipher = idle.take();
        if (cipher == null) {
            cipher = newCipher(mode, key);
        }
        byte[] output = cipher.doFinal(input);
        // A cipher that threw is in no known state, so it does not come back.
        idle.giveBack(cipher);
        return output;
    }

    /** One that is used once, or for the first time. */
    static Cipher newCipher(int mode, EncodingAesKey key) throws GeneralSecurityException {
        return new CipherWrapper(newCipher())
                .setParams(key.iv())
                .initMode(mode, key.key())
                .getCipher();
    }

    /**
     * The JDK's own provider by name: with Bouncy Castle on the class path or first in the provider list, the same AES
     * would take twenty times as long. Runtimes without that provider use their default.
     */
    private static Cipher newCipher() throws GeneralSecurityException {
        try {
            return Cipher.getInstance("AES/CBC/NoPadding", "SunJCE");
        } catch (NoSuchProviderException ex) {
            return Cipher.getInstance("AES/CBC/NoPadding");
        }
    }
}
