// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.nio.charset.StandardCharsets;

/**
 * A text that grows, though not beyond what the platform takes. It is cut between characters, of which two halves may come
 * in two pieces; a half without the other becomes a question mark. Never holds more than the limit, however much it is
 * given.
 */
final class StreamText {

    private final StringBuilder text = new StringBuilder();
    private final int limit;
    private int bytes;

    StreamText(int limit) {
        this.limit = limit;
    }

    /** Appends a piece, and returns whether there was room for all of it. */
    boolean append(String piece) {
        for (int i = 0; i < piece.length() && bytes <= limit; i++) {
            append(piece.charAt(i));
        }
        return bytes <= limit;
    }

    /** Ends the text so, and takes back of it what that needs room for. */
    void endWith(String ending) {
        int room = limit - ending.getBytes(StandardCharsets.UTF_8).length;
        while (endsWithHalf() || bytes > room && !text.isEmpty()) {
            takeBack();
        }
        text.append(ending);
    }

    /** Ends the text with a sentence of its own. */
    void breakOff(String sentence) {
        endWith(isEmpty() ? sentence : "\n\n" + sentence);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The text so far, without half a character at its end. */
    @Override
    public String toString() {
        return text.substring(0, endsWithHalf() ? text.length() - 1 : text.length());
    }

    private void append(char c) {
        boolean completes = endsWithHalf() && Character.isLowSurrogate(c);
        if (endsWithHalf() && !completes) {
            text.setCharAt(text.length() - 1, '?');
        }
        text.append(Character.isLowSurrogate(c) && !completes ? '?' : c);
        // The first half was counted as the question mark that it would be alone.
        bytes += completes ? 3 : bytes(c);
    }

    private boolean endsWithHalf() {
        return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    }

    private void takeBack() {
        int last = text.length() - 1;
        boolean pair = Character.isLowSurrogate(text.charAt(last));
        bytes -= pair ? 4 : bytes(text.charAt(last));
        text.setLength(pair ? last - 1 : last);
    }

    private static int bytes(char c) {
        if (c < 0x80 || Character.isSurrogate(c)) {
            return 1;
        }
        return c < 0x800 ? 2 : 3;
    }
}
