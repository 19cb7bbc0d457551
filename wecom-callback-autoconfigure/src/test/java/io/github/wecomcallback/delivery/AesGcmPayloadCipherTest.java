// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AesGcmPayloadCipherTest {

    private static final byte[] PLAINTEXT = "<xml><Content>秘密</Content></xml>".getBytes(UTF_8);

    private final AesGcmPayloadCipher cipher = new AesGcmPayloadCipher(List.of(key(1)));

    @Test
    void what_was_encrypted_is_decrypted() {
        assertThat(cipher.decrypt(cipher.encrypt(PLAINTEXT))).isEqualTo(PLAINTEXT);
        assertThat(cipher.decrypt(cipher.encrypt(new byte[0]))).isEmpty();
    }

    @Test
    void the_same_text_never_looks_the_same_and_nothing_of_it_shows() {
        byte[] first = cipher.encrypt(PLAINTEXT);
        byte[] second = cipher.encrypt(PLAINTEXT);

        assertThat(first).isNotEqualTo(second);
        assertThat(new String(first, UTF_8)).doesNotContain("Content");
    }

    @Test
    void any_changed_bit_is_noticed() {
        byte[] sealed = cipher.encrypt(PLAINTEXT);

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatIllegalArgumentException().as("byte " + i).isThrownBy(() -> cipher.decrypt(changed));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.decrypt(Arrays.copyOf(sealed, 10)));
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.decrypt(Arrays.copyOf(sealed, 20)));
    }

    @Test
    void an_earlier_key_still_decrypts_and_the_first_encrypts() {
        byte[] old = cipher.encrypt(PLAINTEXT);
        AesGcmPayloadCipher changed = new AesGcmPayloadCipher(List.of(key(2), key(1)));

        assertThat(changed.decrypt(old)).isEqualTo(PLAINTEXT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cipher.decrypt(changed.encrypt(PLAINTEXT)))
                .withMessageContaining("not among the configured");
    }

    @Test
    void a_key_must_be_there_and_long_enough() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AesGcmPayloadCipher(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AesGcmPayloadCipher(List.of(new byte[16])))
                .withMessageContaining("32");
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[AesGcmPayloadCipher.KEY_LENGTH];
        Arrays.fill(key, (byte) seed);
        return key;
    }
}
