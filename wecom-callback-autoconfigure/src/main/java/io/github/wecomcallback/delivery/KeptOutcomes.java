// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TextReply;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What came of messages that are done. Most have no reply, which takes no room, and most replies are a plain text, of which
 * the characters are kept; for the reason that {@link MessageShelf} gives. Other replies stay the objects that they are.
 */
final class KeptOutcomes implements KeptValues<Outcome> {

    private static final int NO_TEXT = -1;
    private static final int MOST_CHARACTERS = 1 << 26;

    private final TextRing texts = new TextRing(MOST_CHARACTERS);
    private long[] begins = {};
    private int[] lengths = {};
    private @Nullable Reply[] others = {};

    @Override
    public void growTo(int rows) {
        int used = lengths.length;
        begins = Arrays.copyOf(begins, rows);
        lengths = Arrays.copyOf(lengths, rows);
        Arrays.fill(lengths, used, rows, NO_TEXT);
        others = Arrays.copyOf(others, rows);
    }

    @Override
    public void put(int row, Outcome outcome) {
        Reply reply = outcome.reply();
        if (reply instanceof TextReply text && isPlain(text) && texts.hasRoomFor(text.content())) {
            begins[row] = texts.add(text.content());
            lengths[row] = text.content().length();
        } else {
            others[row] = reply;
        }
    }

    private static boolean isPlain(TextReply text) {
        return text.mentioned().isEmpty()
                && text.mentionedMobiles().isEmpty()
                && text.visibleTo().isEmpty();
    }

    @Override
    public Outcome get(int row) {
        return lengths[row] == NO_TEXT
                ? Outcome.completed(others[row])
                : Outcome.replied(Reply.text(texts.get(begins[row], lengths[row])));
    }

    @Override
    public void clear(int row, boolean oldest) {
        if (lengths[row] == NO_TEXT) {
            others[row] = null;
            return;
        }
        int length = lengths[row];
        lengths[row] = NO_TEXT;
        if (oldest) {
            texts.forgetUpTo(begins[row] + length);
        }
    }
}
