// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextRingTest {

    private static final int MOST = 1 << 20;

    private final TextRing ring = new TextRing(MOST);
    private final Deque<Text> texts = new ArrayDeque<>();

    @Test
    void it_holds_what_was_added_and_not_forgotten() {
        Random random = new Random(7);
        for (int step = 0; step < 20_000; step++) {
            // It fills up and empties by turns.
            if (random.nextInt(100) < (step / 2_000 % 2 == 0 ? 60 : 30)) {
                add((step + "号").repeat(random.nextInt(30)));
            } else if (!texts.isEmpty()) {
                forgetOldest();
            }
            if (step % 50 == 0) {
                assertThat(texts)
                        .allSatisfy(text -> assertThat(ring.get(text.at, text.text.length()))
                                .isEqualTo(text.text));
            }
        }
    }

    @Test
    void it_is_not_larger_than_what_it_holds_wants() {
        String text = "x".repeat(1_000);
        for (int i = 0; i < 10_000; i++) {
            add(text);
            if (texts.size() > 100) {
                forgetOldest();
            }
        }
        assertThat(ring.capacity()).isEqualTo(1 << 17);

        while (texts.size() > 1) {
            forgetOldest();
        }
        assertThat(ring.capacity()).isLessThanOrEqualTo(8_192);
        assertThat(ring.get(texts.getFirst().at, 1_000)).isEqualTo(text);
    }

    @Test
    void it_does_not_take_what_would_be_too_much() {
        String text = "x".repeat(MOST / 8);
        for (int i = 0; i < 8; i++) {
            assertThat(ring.hasRoomFor(text)).isTrue();
            add(text);
        }

        assertThat(ring.hasRoomFor("x")).isFalse();
        forgetOldest();
        assertThat(ring.hasRoomFor("x")).isTrue();
    }

    private void add(String text) {
        texts.add(new Text(ring.add(text), text));
    }

    private void forgetOldest() {
        Text oldest = texts.removeFirst();
        ring.forgetUpTo(oldest.at + oldest.text.length());
    }

    private record Text(long at, String text) {}
}
