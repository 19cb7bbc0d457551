// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A text.
 *
 * @param content the text, of which 2,048 bytes are sent
 */
public record TextReply(String content) implements Reply {

    static final int MAX_BYTES = 2048;

    @Override
    public String plaintext(WeComMessage message, Instant now) {
        return XmlReply.end(XmlReply.begin(message, now, "text").text("Content", cut(content)));
    }

    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) {
            return text;
        }
        int end = MAX_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--; // bytes[end] continues a character, which must not be torn apart
        }
        // Cut the text itself: in the bytes, half a surrogate pair has become a question mark.
        return text.substring(0, new String(bytes, 0, end, StandardCharsets.UTF_8).length());
    }

    @Override
    public String toString() {
        return "TextReply[" + content.length() + " characters]";
    }
}
