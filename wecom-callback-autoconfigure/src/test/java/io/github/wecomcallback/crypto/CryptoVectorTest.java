// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.CryptoVector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CryptoVectorTest {

    static List<CryptoVector> vectors() {
        return CryptoVector.all();
    }

    @Test
    void there_are_twelve_vectors() {
        assertThat(vectors()).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_cipher_text_of_the_platform_opens(CryptoVector vector) {
        CallbackCrypto crypto = new CallbackCrypto(vector.token(), EncodingAesKey.of(vector.aesKey()));

        Decrypted decrypted = crypto.decrypt(vector.encrypted());

        assertThat(decrypted.text().equals(vector.plaintext())).isTrue();
        assertThat(decrypted.receiveId()).isEqualTo(vector.receiveId());
        assertThat(decrypted.length()).isEqualTo(vector.plaintext().getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_plaintext_becomes_the_cipher_text_of_the_platform(CryptoVector vector) {
        MessageCipher cipher = new MessageCipher(EncodingAesKey.of(vector.aesKey()));

        byte[] encrypted = cipher.encrypt(
                vector.random(),
                vector.plaintext().getBytes(StandardCharsets.UTF_8),
                vector.receiveId().getBytes(StandardCharsets.UTF_8));

        assertThat(encrypted).asString(StandardCharsets.US_ASCII).isEqualTo(vector.encrypted());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void the_signature_is_that_of_the_platform(CryptoVector vector) {
        CallbackCrypto crypto = new CallbackCrypto(vector.token(), EncodingAesKey.of(vector.aesKey()));

        assertThat(crypto.sign(vector.timestamp(), vector.nonce(), vector.encrypted()))
                .isEqualTo(vector.signature());
        assertThat(crypto.verify(vector.signature(), vector.timestamp(), vector.nonce(), vector.encrypted()))
                .isTrue();
    }
}
