// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.util.Arrays;

/** Writes the platform's flavour of XML in UTF-8: texts in CDATA, numbers and flags bare. */
final class XmlText {

    private byte[] bytes = new byte[512];
    private int length;

    XmlText open(String element) {
        return ascii("<").ascii(element).ascii(">");
    }

    XmlText close(String element) {
        return ascii("</").ascii(element).ascii(">");
    }

    /** A value that needs no CDATA: a number or flag. */
    XmlText bare(String element, String value) {
        return open(element).ascii(value).close(element);
    }

    XmlText text(String element, String value) {
        open(element).ascii("<![CDATA[");
        appendLegal(value);
        return ascii("]]>").close(element);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @SuppressWarnings("deprecation") // It takes the lower half of each character, which is all there is.
    private XmlText ascii(String text) {
        int count = text.length();
        ensureRoomFor(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    /** The end mark of CDATA is split over two sections; what XML has no place for is left out. */
    private void appendLegal(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '>' && endsWithBrackets()) {
                ascii("]]><![CDATA[>");
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                append(Character.toCodePoint(c, value.charAt(++i)));
            } else if (isLegal(c)) {
                append(c);
            }
        }
    }

    private void append(int codePoint) {
        ensureRoomFor(4);
        if (codePoint < 0x80) {
            bytes[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xC0 | codePoint >> 6);
            continuation(codePoint);
        } else if (codePoint < 0x10000) {
            bytes[length++] = (byte) (0xE0 | codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        } else {
            bytes[length++] = (byte) (0xF0 | codePoint >> 18);
            continuation(codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
    }

    private void continuation(int bits) {
        bytes[length++] = (byte) (0x80 | bits & 0x3F);
    }

    private void ensureRoomFor(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    /** Looks at what was written, not at what was given: something may have been left out in between. */
    private boolean endsWithBrackets() {
        return bytes[length - 1] == ']' && bytes[length - 2] == ']';
    }

    private static boolean isLegal(char c) {
        return c >= 0x20 && c < 0xFFFE && !Character.isSurrogate(c) || c == '\n' || c == '\t' || c == '\r';
    }
}
