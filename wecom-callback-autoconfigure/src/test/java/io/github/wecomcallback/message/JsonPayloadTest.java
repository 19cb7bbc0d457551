// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.support.WeCom;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPayloadTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"hi\"}", "\uFEFF{\"a\":\"hi\"}", " \r\n\t{\"a\":\"hi\"}", "{\"a\":\"hi\"}\n "})
    void blanks_and_a_byte_order_mark_around_the_object_do_not_matter(String plaintext) {
        assertThat(Payload.of(plaintext).get("a")).isEqualTo("hi");
    }

    @Test
    void scalars_read_as_the_texts_that_they_are_written_as() {
        Payload payload = Payload.of("""
                {"id":7412369850147289779,"longer":12345678901234567890123456789012345678901234567890,\
                "decimal":120.155070,"yes":true,"nothing":null,"empty":""}""");

        assertThat(payload.get("id")).isEqualTo("7412369850147289779");
        assertThat(payload.get("longer")).isEqualTo("12345678901234567890123456789012345678901234567890");
        assertThat(payload.get("decimal")).isEqualTo("120.155070");
        assertThat(payload.get("yes")).isEqualTo("true");
        assertThat(payload.get("nothing")).isNull();
        assertThat(payload.has("nothing")).isTrue();
        assertThat(payload.get("empty")).isEmpty();
    }

    @Test
    void of_two_values_with_the_same_name_the_last_counts() {
        assertThat(Payload.of("{\"a\":\"1\",\"a\":\"2\"}").get("a")).isEqualTo("2");
    }

    @Test
    void control_characters_in_a_text_are_tolerated() {
        assertThat(Payload.of("{\"a\":\"王\0小\n明\"}").get("a")).startsWith("王").contains("小\n明");
        assertThat(Payload.of("{\"a\":\"\\u0001\\ud83d\",\"b\":\"1\"}").get("b"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FF", "80", "F0 9F 99", "ED A0 BD", "E4 B8"})
    void broken_utf_8_is_left_out_of_a_text(String broken) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"name\":\"王".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.ofDelimiter(" ").parseHex(broken));
        bytes.writeBytes("明\",\"msgid\":\"1\"}".getBytes(StandardCharsets.UTF_8));

        Payload payload = read(bytes.toByteArray());

        assertThat(payload.get("name")).isEqualTo("王明");
        assertThat(payload.get("msgid")).isEqualTo("1");
    }

    @Test
    void objects_and_arrays_may_nest_48_deep() {
        assertThat(Payload.of(nested(48)).has("a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 600, 100_000})
    void objects_and_arrays_that_nest_deeper_are_refused(int depth) {
        assertUnreadable(nested(depth));
        assertUnreadable("{\"a\":".repeat(depth));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\":1",
                "{\"a\":\"1}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{/* aside */}",
                "{} {}",
                "{}{}",
                "{}x",
                "{}<xml/>",
                "{\"a\":1}]"
            })
    void what_is_not_well_formed_is_refused(String plaintext) {
        assertUnreadable(plaintext);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"a\":1}]", "1", "\"{}\"", "null", "true"})
    void what_is_no_object_is_refused(String plaintext) {
        assertThatExceptionOfType(UnreadablePayloadException.class)
                .isThrownBy(() -> Payload.of(plaintext))
                .withMessage("neither XML nor JSON");
    }

    @Test
    void a_plaintext_cut_anywhere_is_refused() {
        byte[] bytes = WeCom.sample("bot.text.json").strip().getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatExceptionOfType(UnreadablePayloadException.class)
                    .isThrownBy(() -> new PayloadReader().read(bytes, 0, cut));
        }
    }

    @Test
    void a_spoilt_plaintext_is_never_more_than_refused() {
        Random random = new Random(20260104);
        byte[] sample = WeCom.sample("kf.event.enter_session.json").getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            try {
                read(Spoil.some(sample, random)).typed();
                read++;
            } catch (UnreadablePayloadException refused) {
                assertThat(refused.getStackTrace()).isEmpty();
            }
        }

        assertThat(read).isPositive();
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static Payload read(byte[] bytes) {
        return new PayloadReader().read(bytes, 0, bytes.length);
    }

    private static void assertUnreadable(String plaintext) {
        assertThatExceptionOfType(UnreadablePayloadException.class)
                .isThrownBy(() -> Payload.of(plaintext))
                .withMessage("not well-formed JSON")
                .withNoCause();
    }
}
