// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.crypto.CryptoException.Reason;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCipherTest {

    private final EncodingAesKey key = EncodingAesKey.of(WeCom.AES_KEY);
    private final MessageCipher cipher = new MessageCipher(key);
    private final RawAes raw = new RawAes(key);

    @Test
    void every_length_of_padding_opens() {
        for (int pad = 1; pad <= 32; pad++) {
            String message = "m".repeat(44 - pad);

            Decrypted decrypted = decrypt(raw.encrypt(RawAes.layout(message.length(), message, pad)));

            assertThat(decrypted.text()).isEqualTo(message);
            assertThat(decrypted.receiveId()).isEmpty();
        }
    }

    @Test
    void every_length_of_message_survives_both_ways() {
        for (int length = 0; length <= 64; length++) {
            byte[] message = "m".repeat(length).getBytes();

            Decrypted decrypted = cipher.decrypt(cipher.encrypt(message, "id".getBytes()));

            assertThat(decrypted.text()).hasSize(length);
            assertThat(decrypted.receiveId()).isEqualTo("id");
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 33, 34, 64, 127, -128, -32, -1})
    void a_padding_of_no_possible_length_is_refused(byte pad) {
        byte[] padded = new byte[256];
        Arrays.fill(padded, pad);

        assertRefused(raw.encrypt(padded), Reason.BAD_PADDING);
    }

    @Test
    void a_padding_of_unequal_bytes_is_refused_wherever_they_differ() {
        for (int pad = 2; pad <= 32; pad++) {
            for (int differing = 2; differing <= pad; differing++) {
                byte[] padded = RawAes.layout(1, "m".repeat(44 - pad), pad);
                padded[padded.length - differing]--;

                assertRefused(raw.encrypt(padded), Reason.BAD_PADDING);
            }
        }
    }

    @Test
    void a_padding_longer_than_the_text_is_refused() {
        byte[] padded = new byte[16];
        Arrays.fill(padded, (byte) 17);

        assertRefused(raw.encrypt(padded), Reason.BAD_PADDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 16})
    void a_text_too_short_for_a_header_is_refused(int pad) {
        byte[] padded = new byte[16];
        Arrays.fill(padded, 16 - pad, 16, (byte) pad);

        assertRefused(raw.encrypt(padded), Reason.BAD_LENGTH);
    }

    @Test
    void a_header_alone_is_an_empty_message_for_nobody() {
        Decrypted decrypted = decrypt(raw.encrypt(RawAes.layout(0, "", 12)));

        assertThat(decrypted.text()).isEmpty();
        assertThat(decrypted.receiveId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 11, 12, 22, 23, 1_000_000, Integer.MAX_VALUE - 20, Integer.MAX_VALUE})
    void a_length_that_is_negative_or_points_past_the_end_is_refused(int declared) {
        assertRefused(raw.encrypt(RawAes.layout(declared, "message-id", 2)), Reason.BAD_LENGTH);
    }

    @Test
    void a_length_may_reach_exactly_to_the_end() {
        Decrypted decrypted = decrypt(raw.encrypt(RawAes.layout(10, "message-id", 2)));

        assertThat(decrypted.text()).isEqualTo("message-id");
        assertThat(decrypted.receiveId()).isEmpty();
    }

    @Test
    void what_is_left_behind_the_message_is_the_receive_id() {
        Decrypted decrypted = decrypt(raw.encrypt(RawAes.layout(7, "message-id", 2)));

        assertThat(decrypted.text()).isEqualTo("message");
        assertThat(decrypted.receiveId()).isEqualTo("-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "=",
                "====",
                "AAAA",
                "not base64!",
                "密文",
                "AAAAAAAAAAAAAAAAAAAAA-==",
                "AAAAAAAAAAAAAAAAAAAAAA== ",
                "AAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void what_is_no_base64_of_whole_blocks_is_refused(String encrypted) {
        assertRefused(encrypted, Reason.BAD_CIPHER_TEXT);
    }

    @Test
    void random_bytes_are_never_more_than_refused() {
        Random random = new Random(20260101);
        for (int round = 0; round < 20_000; round++) {
            int blocks = random.nextInt(12);
            byte[] bytes = new byte[random.nextBoolean() ? 16 * blocks : random.nextInt(200)];
            random.nextBytes(bytes);

            decryptOrRefuse(Base64.getEncoder().encodeToString(bytes));
        }
    }

    @Test
    void random_layouts_behind_a_right_padding_are_never_more_than_refused() {
        Random random = new Random(20260102);
        int opened = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] padded = new byte[16 * (1 + random.nextInt(6))];
            random.nextBytes(padded);
            int pad = 1 + random.nextInt(Math.min(32, padded.length));
            Arrays.fill(padded, padded.length - pad, padded.length, (byte) pad);
            if (padded.length > 19 && random.nextBoolean()) {
                Arrays.fill(padded, 16, 19, (byte) 0);
            }

            opened += decryptOrRefuse(raw.encrypt(padded)) ? 1 : 0;
        }

        assertThat(opened).isPositive();
    }

    @Test
    void a_refused_text_does_not_spoil_the_next() {
        byte[] good = cipher.encrypt("message".getBytes(), "id".getBytes());
        for (int i = 0; i < 40; i++) {
            assertRefused(raw.encrypt(new byte[32]), Reason.BAD_PADDING);

            assertThat(cipher.decrypt(good).text()).isEqualTo("message");
        }
    }

    private Decrypted decrypt(String encrypted) {
        return cipher.decrypt(encrypted.getBytes(StandardCharsets.UTF_8));
    }

    private boolean decryptOrRefuse(String encrypted) {
        try {
            Decrypted decrypted = decrypt(encrypted);
            assertThat(decrypted.text()).isNotNull();
            return true;
        } catch (CryptoException refused) {
            return false;
        }
    }

    private void assertRefused(String encrypted, Reason reason) {
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> decrypt(encrypted))
                .satisfies(refused -> {
                    assertThat(refused.getReason()).isEqualTo(reason);
                    assertThat(refused.getStackTrace()).isEmpty();
                });
    }
}
