// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/** Writes the platform's flavour of XML: texts in CDATA, numbers and flags bare. */
final class XmlText {

    private final StringBuilder xml = new StringBuilder(512);

    XmlText open(String element) {
        xml.append('<').append(element).append('>');
        return this;
    }

    XmlText close(String element) {
        xml.append("</").append(element).append('>');
        return this;
    }

    /** A value that needs no CDATA: a number or flag. */
    XmlText bare(String element, String value) {
        open(element);
        xml.append(value);
        return close(element);
    }

    XmlText text(String element, String value) {
        open(element);
        xml.append("<![CDATA[");
        appendLegal(value);
        xml.append("]]>");
        return close(element);
    }

    /** The end mark of CDATA is split over two sections; what XML has no place for is left out. */
    private void appendLegal(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '>' && endsWithBrackets()) {
                xml.append("]]><![CDATA[>");
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                xml.append(c).append(value.charAt(++i));
            } else if (isLegal(c)) {
                xml.append(c);
            }
        }
    }

    /** Looks at what was written, not at what was given: something may have been left out in between. */
    private boolean endsWithBrackets() {
        int length = xml.length();
        return xml.charAt(length - 1) == ']' && xml.charAt(length - 2) == ']';
    }

    private static boolean isLegal(char c) {
        return c >= 0x20 && c < 0xFFFE && !Character.isSurrogate(c) || c == '\n' || c == '\t' || c == '\r';
    }

    @Override
    public String toString() {
        return xml.toString();
    }
}
