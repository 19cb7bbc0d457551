// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextInXmlTest {

    private static final String SMILE = "🙂";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " hi ",
                "a\tb\nc",
                "<b>&amp;</b>",
                "你好🙂👨‍👩‍👧",
                "]",
                "]]",
                "]]>",
                "]]]>",
                "]]>]]>",
                "]]>>",
                ">",
                "a]]>b]]>",
                "<![CDATA[x]]>",
                "\u007F\u0085\uFFFD\uE000"
            })
    void a_text_arrives_as_it_was_written(String text) {
        assertThat(sent(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0001", "\u000B", "\u001F", "\uFFFE", "\uFFFF", "\uD83D", "\uDE42", "\uDE42\uD83D"})
    void what_xml_has_no_place_for_is_left_out(String illegal) {
        assertThat(sent("a" + illegal + "b")).isEqualTo("ab");
        assertThat(sent(illegal)).isEmpty();
        assertThat(sent("]" + illegal + "]>")).isEqualTo("]]>");
        assertThat(sent("]]" + illegal + ">")).isEqualTo("]]>");
        assertThat(sent("好" + illegal + SMILE)).isEqualTo("好" + SMILE);
    }

    @Test
    void any_text_arrives_without_its_illegal_characters() {
        Random random = new Random(20260106);
        String[] pieces = {"]", "]", ">", "<![CDATA[", "&", "\0", "\uD83D", "\uDE42", SMILE, "中", "a", " "};
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }

            assertThat(sent(text.toString())).isEqualTo(legal(text.toString()));
        }
    }

    @ParameterizedTest
    @CsvSource({"a, 2048, 2048", "a, 2049, 2048", "中, 682, 682", "中, 683, 682", "🙂, 512, 512", "🙂, 513, 512"})
    void a_text_is_cut_at_2048_bytes_between_characters(String character, int length, int kept) {
        assertThat(sent(character.repeat(length))).isEqualTo(character.repeat(kept));
    }

    @Test
    void a_character_across_the_border_is_left_out_wherever_the_border_meets_it() {
        for (int shift = 0; shift < 4; shift++) {
            String start = "a".repeat(shift);
            String sent = sent(start + SMILE.repeat(600));

            assertThat(sent).isEqualTo(start + SMILE.repeat((2048 - shift) / 4));
            assertThat(sent.getBytes(StandardCharsets.UTF_8).length).isBetween(2045, 2048);
        }
    }

    @Test
    void what_a_long_text_cannot_carry_is_left_out_as_well() {
        assertThat(sent("x\uD83D\0y" + "a".repeat(3_000))).startsWith("xya").doesNotContain("?");
    }

    private static String sent(String text) {
        return Payload.of(Reply.text(text).plaintext(Payload.of("<xml/>"), Instant.EPOCH))
                .get("Content");
    }

    private static String legal(String text) {
        return text.codePoints()
                .filter(c -> c != 0 && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
