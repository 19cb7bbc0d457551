// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.function.Consumer;

/** Digests of one algorithm, ready to use again. Thread-safe without locks. */
final class DigestPool {

    private final Pool<MessageDigest> idle = new Pool<>();
    private final String algorithm;

    DigestPool(String algorithm) {
        this.algorithm = algorithm;
    }

    /** The digest of what is fed to it. */
    byte[] of(Consumer<MessageDigest> food) {
        MessageDigest pooled = idle.take();
        MessageDigest digest = pooled == null ? create() : pooled;
        food.accept(digest);
        byte[] bytes = digest.digest();
        idle.giveBack(digest);
        return bytes;
    }

    /** The JDK's own provider by name, for the reason given in {@link CipherPool}. */
    private MessageDigest create() {
        try {
            try {
                return MessageDigest.getInstance(algorithm, "SUN");
            } catch (NoSuchProviderException ex) {
                return MessageDigest.getInstance(algorithm);
            }
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(algorithm + " is not available", ex);
        }
    }
}
