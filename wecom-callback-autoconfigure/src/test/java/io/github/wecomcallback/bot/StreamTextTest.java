// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTextTest {

    private static final String FACE = "😀";

    private final StreamText text = new StreamText(10);

    @Test
    void pieces_make_a_text() {
        assertThat(text.append("你")).isTrue();
        assertThat(text.append("")).isTrue();
        assertThat(text.append("好 all")).isTrue();

        assertThat(text).hasToString("你好 all");
        assertThat(text.isEmpty()).isFalse();
    }

    @Test
    void a_text_that_just_fits_is_whole() {
        assertThat(text.append("0123456789")).isTrue();
        assertThat(text.append("!")).isFalse();
    }

    @Test
    void room_is_made_for_the_ending() {
        text.append("0123456789!");

        text.endWith("…");

        assertThat(text).hasToString("0123456…");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void no_character_is_torn_apart(int before) {
        text.append("x".repeat(before));
        text.append(FACE + "é好" + FACE);

        text.endWith("~");

        String cut = text.toString();
        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(10);
        assertThat(("x".repeat(before) + FACE + "é好" + FACE)).startsWith(cut.substring(0, cut.length() - 1));
        assertThat(cut.codePoints()).noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Test
    void the_halves_of_a_character_may_come_apart() {
        text.append("a" + FACE.charAt(0));
        assertThat(text).hasToString("a");

        text.append(FACE.charAt(1) + "b");

        assertThat(text).hasToString("a" + FACE + "b");
        assertThat(text.append("6789")).isTrue();
        assertThat(text.append("!")).isFalse();
    }

    @Test
    void half_a_character_alone_is_a_question_mark() {
        text.append("a" + FACE.charAt(1));
        text.append("b" + FACE.charAt(0));
        text.append("" + FACE.charAt(0));
        text.append("c" + FACE.charAt(0));

        assertThat(text).hasToString("a?b??c");
        text.endWith("!");
        assertThat(text).hasToString("a?b??c!");
    }

    @Test
    void of_a_huge_piece_no_more_is_kept_than_fits() {
        assertThat(text.append("好".repeat(1_000_000))).isFalse();

        assertThat(text.toString().length()).isLessThanOrEqualTo(4);
    }

    @Test
    void a_sentence_stands_by_itself() {
        StreamText empty = new StreamText(10);
        empty.breakOff("sorry");
        text.append("hello");

        text.breakOff("sorry");

        assertThat(empty).hasToString("sorry");
        assertThat(text).hasToString("hel\n\nsorry");
    }
}
