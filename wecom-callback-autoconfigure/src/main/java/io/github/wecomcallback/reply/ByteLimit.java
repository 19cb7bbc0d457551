// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.nio.charset.StandardCharsets;
import lombok.extern.slf4j.Slf4j;

/** How long the platform lets texts be, in bytes of UTF-8. */
@Slf4j
final class ByteLimit {

    private static final int MOST_BYTES_PER_CHAR = 3;

    private ByteLimit() {}

    /** The text, or as much of it as the platform takes. It would cut by itself, though not always between characters. */
    static String cut(String text, int limit) {
        if (text.length() <= limit / MOST_BYTES_PER_CHAR) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= limit) {
            return text;
        }
        log.warn("A reply of {} bytes is cut to {}: the platform takes no more", bytes.length, limit);
        int end = limit;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--; // bytes[end] continues a character, which must not be torn apart
        }
        // Cut the text itself: in the bytes, half a surrogate pair has become a question mark.
        return text.substring(0, new String(bytes, 0, end, StandardCharsets.UTF_8).length());
    }

    /** Refuses what must not be cut: names and ids. */
    static String check(String text, int limit, String what) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > limit) {
            throw new IllegalArgumentException(what + " has at most " + limit + " bytes, not " + length);
        }
        return text;
    }
}
