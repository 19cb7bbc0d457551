// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

/**
 * Encrypts what is kept of people's data: payloads in the inbox, replies in the redelivery guard, streams of bots. Define
 * a bean to bring your own, for instance one that asks a key service; {@link AesGcmPayloadCipher} is used where
 * {@code wecom.callback.storage.encryption-keys} is set.
 *
 * <pre>{@code
 * @Bean
 * PayloadCipher payloadCipher(KeyService keys) {
 *   return new KeyServiceCipher(keys);
 * }
 * }</pre>
 *
 * <p>Must be thread-safe, and the same on all nodes.
 */
public interface PayloadCipher {

    /** Encrypts. */
    byte[] encrypt(byte[] plaintext);

    /**
     * Decrypts what any node encrypted, with this key or an earlier one.
     *
     * @throws IllegalArgumentException when it cannot: changed, or encrypted with a key that is not known
     */
    byte[] decrypt(byte[] ciphertext);
}
