// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackCryptoTest {

    private final CallbackCrypto crypto = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY));
    private final String signature = crypto.sign("1767232861", "948271035", "Y2lwaGVy");

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "<xml>你好🙂</xml>"})
    void what_was_encrypted_decrypts(String message) {
        Decrypted decrypted = crypto.decrypt(crypto.encrypt(message, WeCom.CORP_ID));

        assertThat(decrypted.text()).isEqualTo(message);
        assertThat(decrypted.receiveId()).isEqualTo(WeCom.CORP_ID);
    }

    @Test
    void two_cipher_texts_of_the_same_message_differ_from_the_first_block_on() {
        String first = crypto.encrypt("message", WeCom.CORP_ID);
        String second = crypto.encrypt("message", WeCom.CORP_ID);

        assertThat(first.substring(0, 16)).isNotEqualTo(second.substring(0, 16));
    }

    /** Not for certain, but the length field alone is wrong in all but one of millions of cases. */
    @Test
    void a_cipher_text_of_another_key_is_refused() {
        EncodingAesKey otherKey = EncodingAesKey.of(WeCom.AES_KEY.toLowerCase(Locale.ROOT));
        CallbackCrypto other = new CallbackCrypto(WeCom.TOKEN, otherKey);

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> other.decrypt(crypto.encrypt("message", WeCom.CORP_ID)))
                .withNoCause();
    }

    @Test
    void a_signature_covers_all_its_parts() {
        assertThat(crypto.verify(signature, "1767232861", "948271035", "Y2lwaGVy"))
                .isTrue();
        assertThat(crypto.verify(signature, "1767232862", "948271035", "Y2lwaGVy"))
                .isFalse();
        assertThat(crypto.verify(signature, "1767232861", "948271036", "Y2lwaGVy"))
                .isFalse();
        assertThat(crypto.verify(signature, "1767232861", "948271035", "Y2lwaGVz"))
                .isFalse();
    }

    @Test
    void a_signature_of_another_token_does_not_match() {
        CallbackCrypto other = new CallbackCrypto("another", EncodingAesKey.of(WeCom.AES_KEY));

        assertThat(other.verify(signature, "1767232861", "948271035", "Y2lwaGVy"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "签名", "da39a3ee5e6b4b0d3255bfef95601890afd80709"})
    void what_is_no_signature_does_not_match(String odd) {
        assertThat(crypto.verify(odd, "1767232861", "948271035", "Y2lwaGVy")).isFalse();
        assertThat(crypto.verify(signature + odd, "1767232861", "948271035", "Y2lwaGVy"))
                .isEqualTo(odd.isEmpty());
    }

    @Test
    void a_signature_sorts_its_parts_by_their_bytes() {
        CallbackCrypto sorted = new CallbackCrypto("bbb", EncodingAesKey.of(WeCom.AES_KEY));

        // sha1 of "1" "Aaa" "aaa" "bbb", joined in this order
        assertThat(sorted.sign("aaa", "1", "Aaa")).isEqualTo(sorted.sign("1", "Aaa", "aaa"));
        assertThat(sorted.sign("aaa", "1", "Aaa")).isEqualTo("2808eef526a32b0a3703075910bea1e7e07da2db");
    }

    @Test
    void neither_secrets_nor_messages_show() {
        Decrypted decrypted = crypto.decrypt(crypto.encrypt("message", WeCom.CORP_ID));

        assertThat(crypto).hasToString("CallbackCrypto[hidden]");
        assertThat(decrypted).hasToString("Decrypted[7 bytes]");
    }

    @Test
    void a_fingerprint_is_the_sha_256_of_the_slice() {
        byte[] bytes = "xxabcx".getBytes(StandardCharsets.UTF_8);

        assertThat(Fingerprint.of(bytes, 2, 3))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
