// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import cn.hutool.crypto.CipherWrapper;
import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Cipher;

/**
 * Ciphers of one key and direction, ready to use again: {@code doFinal} takes them back to where {@code init} left them.
 *
 * <p>Making a cipher costs several times what it costs to decrypt a callback, and a shared one would make callbacks wait
 * for each other. So each call takes a cipher out of a slot, or makes one when all slots are empty, and puts it back if
 * a slot is free. At most {@value #SLOTS} stay per pool. Thread-safe without locks.
 */
final class CipherPool {

    private static final int SLOTS = 16;

    private final AtomicReferenceArray<Cipher> idle = new AtomicReferenceArray<>(SLOTS);
    private final int mode;
    private final EncodingAesKey key;

    CipherPool(int mode, EncodingAesKey key) {
        this.mode = mode;
        this.key = key;
    }

    byte[] apply(byte[] input) throws GeneralSecurityException {
        Cipher cipher = take();
        byte[] output = cipher.doFinal(input);
        // A cipher that threw is in no known state, so it does not come back.
        giveBack(cipher);
        return output;
    }

    private Cipher take() throws GeneralSecurityException {
        int start = start();
        for (int i = 0; i < SLOTS; i++) {
            Cipher cipher = idle.getAndSet((start + i) % SLOTS, null);
            if (cipher != null) {
                return cipher;
            }
        }
        return new CipherWrapper(newCipher())
                .setParams(key.iv())
                .initMode(mode, key.key())
                .getCipher();
    }

    private void giveBack(Cipher cipher) {
        int start = start();
        for (int i = 0; i < SLOTS; i++) {
            if (idle.compareAndSet((start + i) % SLOTS, null, cipher)) {
                return;
            }
        }
    }

    /** Threads start at different slots, so that they rarely meet. */
    @SuppressWarnings("deprecation") // threadId() came with Java 19
    private static int start() {
        return (int) (Thread.currentThread().getId() % SLOTS);
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
