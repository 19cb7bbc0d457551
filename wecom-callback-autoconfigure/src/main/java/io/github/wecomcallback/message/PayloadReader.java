// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.stream.XMLStreamException;
import tools.jackson.databind.node.ObjectNode;

/** Reads a decrypted plaintext, XML or JSON as its first character says. Thread-safe. */
public final class PayloadReader {

    private static final SafeJson JSON = SafeJson.tolerant();

    /**
     * Reads a plaintext. The bytes are kept, not copied.
     *
     * @throws UnreadablePayloadException when it is neither XML with the root {@code xml} nor a JSON object
     */
    public Payload read(byte[] bytes, int offset, int length) {
        return new Payload(bytes, offset, length, tree(bytes, offset, length));
    }

    private static ObjectNode tree(byte[] bytes, int offset, int length) {
        try {
            return parse(bytes, offset, length);
        } catch (UnreadablePayloadException ex) {
            byte[] mended = mended(bytes, offset, length);
            if (Arrays.equals(mended, 0, mended.length, bytes, offset, offset + length)) {
                throw ex;
            }
            return parse(mended, 0, mended.length);
        }
    }

    private static ObjectNode parse(byte[] bytes, int offset, int length) {
        return switch (WireFormat.of(bytes, offset, length)) {
            case JSON -> JSON.tree(bytes, offset, length);
            case XML -> xml(bytes, offset, length);
        };
    }

    private static ObjectNode xml(byte[] bytes, int offset, int length) {
        ObjectNode plain = PlainXml.tree(bytes, offset, length);
        if (plain != null) {
            return plain;
        }
        try {
            return SafeXml.shared().tree(bytes, offset, length);
        } catch (XMLStreamException ex) {
            throw new UnreadablePayloadException("not well-formed XML");
        }
    }

    private static byte[] mended(byte[] bytes, int offset, int length) {
        String text = withoutIllegalCharacters(new String(bytes, offset, length, StandardCharsets.UTF_8));
        byte[] clean = text.getBytes(StandardCharsets.UTF_8);
        return WireFormat.of(clean, 0, clean.length) == WireFormat.XML
                ? Ampersands.mended(text).getBytes(StandardCharsets.UTF_8)
                : clean;
    }

    /**
     * People paste control characters and halves of emoji into names and texts, and the platform passes them on although
     * neither XML nor JSON has a place for them. Better to read such a text without them than not at all.
     */
    private static String withoutIllegalCharacters(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(PayloadReader::isLegal).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    static boolean isLegal(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\r'
                || codePoint >= 0x20
                        && codePoint <= Character.MAX_CODE_POINT
                        && codePoint != 0xFFFD
                        && codePoint != 0xFFFE
                        && codePoint != 0xFFFF
                        && !(codePoint >= 0xD800 && codePoint <= 0xDFFF);
    }
}
