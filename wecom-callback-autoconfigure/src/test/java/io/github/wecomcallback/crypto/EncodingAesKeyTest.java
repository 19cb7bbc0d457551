// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.wecomcallback.support.WeCom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingAesKeyTest {

    private static final String ALL_BUT_LAST = WeCom.AES_KEY.substring(0, 42);

    @Test
    void a_key_opens_to_32_bytes_of_which_half_are_the_iv() {
        EncodingAesKey key = EncodingAesKey.of(WeCom.AES_KEY);

        byte[] bytes = key.key().getEncoded();
        assertThat(bytes).hasSize(32);
        assertThat(bytes).startsWith(key.iv().getIV());
        assertThat(key.iv().getIV()).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"E", "F", "G", "H"})
    void the_two_spare_bits_do_not_count(String last) {
        String encrypted = new CallbackCrypto("token", EncodingAesKey.of(WeCom.AES_KEY)).encrypt("message", "id");

        CallbackCrypto crypto = new CallbackCrypto("token", EncodingAesKey.of(ALL_BUT_LAST + last));

        assertThat(crypto.decrypt(encrypted).text()).isEqualTo("message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Zk3Qm8vT1x", "Zk3Qm8vT1xYbN6cRw0Jp5sHdLgUe7aFyKi2oXtC9nVE="})
    void a_key_of_another_length_is_refused_without_repeating_it(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncodingAesKey.of(text))
                .withMessage("must have 43 characters, but has " + text.length())
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "_", "!", " ", "=", "密"})
    void a_key_of_other_characters_is_refused_without_repeating_it(String odd) {
        String text = odd + WeCom.AES_KEY.substring(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncodingAesKey.of(text))
                .withMessage("must consist of letters and digits")
                .withNoCause();
    }

    @Test
    void a_key_does_not_show_itself() {
        assertThat(EncodingAesKey.of(WeCom.AES_KEY)).hasToString("EncodingAesKey[hidden]");
    }
}
