// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.support.WeCom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

class BotMediaTest {

    private static final String SIGNED = "/media/1?q-sign=se%2Fcr%3Det&q-key=a%26b";
    private static final byte[] PICTURE = "a picture, more or less".getBytes(StandardCharsets.UTF_8);

    private final PlatformServer platform = new PlatformServer();
    private final Account account = WeCom.bot();
    private final BotMedia media = new BotMedia(RestClient::create);

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void what_a_message_refers_to_is_fetched_and_opened() throws Exception {
        platform.answers(200, WeCom.media(PICTURE));

        assertThat(media.read(account, platform.url(SIGNED), 1_000)).isEqualTo(PICTURE);
        assertThat(platform.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo(SIGNED);
        });
    }

    @Test
    void a_file_is_copied() throws Exception {
        byte[] file = new byte[3_000_000];
        Arrays.fill(file, (byte) 7);
        platform.answers(200, WeCom.media(file));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        long length = media.copy(account, platform.url("/file"), out);

        assertThat(length).isEqualTo(file.length);
        assertThat(out.toByteArray()).isEqualTo(file);
    }

    @Test
    void no_more_is_read_than_is_wanted() throws Exception {
        platform.answers(200, WeCom.media(PICTURE));

        assertThat(media.read(account, platform.url(SIGNED), PICTURE.length)).isEqualTo(PICTURE);
        fails("has more than 22 bytes", () -> media.read(account, platform.url(SIGNED), PICTURE.length - 1));
    }

    @Test
    void what_the_key_does_not_open_is_refused() throws Exception {
        byte[] encrypted = WeCom.media(PICTURE);
        encrypted[encrypted.length - 1] ^= 1;
        platform.answers(200, encrypted);

        fails("key of account 'default'", () -> media.read(account, platform.url(SIGNED), 1_000));

        platform.answers(200, Arrays.copyOf(encrypted, 20));
        fails("is not whole: BAD_CIPHER_TEXT", () -> media.read(account, platform.url(SIGNED), 1_000));
    }

    @Test
    void an_address_that_is_over_says_so() {
        platform.answers(403, "<Error>secret</Error>".getBytes(StandardCharsets.UTF_8));

        fails("the answer was 403. Their addresses are good for five minutes", () -> read(SIGNED));
    }

    @Test
    void an_address_that_does_not_answer_says_so() {
        platform.close();

        fails("could not be fetched", () -> read(SIGNED));
    }

    @Test
    void a_target_that_fails_is_no_secret() throws Exception {
        platform.answers(200, WeCom.media(PICTURE));
        OutputStream full = new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left");
            }
        };

        assertThatExceptionOfType(BotMediaException.class)
                .isThrownBy(() -> media.copy(account, platform.url(SIGNED), full))
                .withRootCauseInstanceOf(IOException.class)
                .havingRootCause()
                .withMessage("No space left");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"file:///etc/passwd", "not an address", "https:", "/relative", "ftp://secret/x"})
    void what_is_no_address_is_refused(String url) {
        fails("no address", () -> media.read(account, url, 1_000));
    }

    private byte[] read(String path) {
        return media.read(account, platform.url(path), 1_000);
    }

    /** Nothing that is printed of the exception tells the address or what came from there. */
    private static void fails(String message, Runnable reading) {
        assertThatExceptionOfType(BotMediaException.class)
                .isThrownBy(reading::run)
                .withMessageContaining(message)
                .satisfies(ex -> {
                    StringWriter printed = new StringWriter();
                    ex.printStackTrace(new PrintWriter(printed));
                    assertThat(printed.toString()).doesNotContain("q-sign", "secret");
                });
    }
}
