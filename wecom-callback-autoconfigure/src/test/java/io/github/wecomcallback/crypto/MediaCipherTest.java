// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.wecomcallback.crypto.CryptoException.Reason;
import io.github.wecomcallback.support.WeCom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaCipherTest {

    private final EncodingAesKey key = EncodingAesKey.of(WeCom.AES_KEY);
    private final CallbackCrypto crypto = new CallbackCrypto(WeCom.TOKEN, key);

    private byte[] encrypt(byte[] padded) {
        return Base64.getDecoder().decode(new RawAes(key).encrypt(padded));
    }

    private static byte[] pad(byte[] plain) {
        int pad = 32 - plain.length % 32;
        byte[] padded = Arrays.copyOf(plain, plain.length + pad);
        Arrays.fill(padded, plain.length, padded.length, (byte) pad);
        return padded;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 100, 16_383, 16_384, 16_385, 100_000})
    void media_are_opened_whatever_their_length(int length) throws IOException {
        byte[] plain = random(length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        long written = crypto.decryptMedia(new ByteArrayInputStream(encrypt(pad(plain))), out);

        assertThat(out.toByteArray()).isEqualTo(plain);
        assertThat(written).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 31, 33})
    void it_does_not_matter_how_the_bytes_arrive(int atOnce) throws IOException {
        byte[] plain = random(1_000);
        InputStream dripping = new FilterInputStream(new ByteArrayInputStream(encrypt(pad(plain)))) {

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(atOnce, length));
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        crypto.decryptMedia(dripping, out);

        assertThat(out.toByteArray()).isEqualTo(plain);
    }

    /** More than the tests may have of memory goes through. */
    @Test
    void a_large_file_is_never_held() throws IOException {
        long blocks = 25_000;
        byte[] block = new byte[16 * 1024];
        InputStream endless = new InputStream() {

            private long left = blocks;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (left == 0) {
                    return -1;
                }
                left--;
                System.arraycopy(block, 0, bytes, offset, block.length);
                return block.length;
            }
        };

        // What it opens to is noise, so it ends in bad padding, after all of it has passed.
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> crypto.decryptMedia(endless, OutputStream.nullOutputStream()))
                .extracting(CryptoException::getReason)
                .isEqualTo(Reason.BAD_PADDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 33, 47})
    void what_is_no_whole_number_of_blocks_is_refused(int length) {
        refused(random(length), Reason.BAD_CIPHER_TEXT);
    }

    @Test
    void bad_padding_is_refused() {
        for (byte last : new byte[] {0, 33, -1, 5}) {
            byte[] padded = new byte[64];
            padded[63] = last;
            refused(encrypt(padded), Reason.BAD_PADDING);
        }
        byte[] shorterThanItsPadding = new byte[16];
        Arrays.fill(shorterThanItsPadding, (byte) 17);
        refused(encrypt(shorterThanItsPadding), Reason.BAD_PADDING);
    }

    @Test
    void what_was_encrypted_with_another_key_is_refused() throws IOException {
        CallbackCrypto other = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY.substring(1) + "A"));
        byte[] encrypted = encrypt(pad(random(1_000)));

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(
                        () -> other.decryptMedia(new ByteArrayInputStream(encrypted), OutputStream.nullOutputStream()));
    }

    @Test
    void where_there_is_no_key_there_are_no_media() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CallbackCrypto.signingOnly(WeCom.TOKEN)
                        .decryptMedia(InputStream.nullInputStream(), OutputStream.nullOutputStream()));
    }

    private void refused(byte[] encrypted, Reason reason) {
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(
                        () -> crypto.decryptMedia(new ByteArrayInputStream(encrypted), OutputStream.nullOutputStream()))
                .extracting(CryptoException::getReason)
                .isEqualTo(reason);
    }
}
