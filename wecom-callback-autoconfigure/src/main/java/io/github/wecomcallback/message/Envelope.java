// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What arrives: a cipher text, and around it fields that nobody signed. Those are not even kept.
 *
 * @param format how the envelope is written, and so the reply's
 * @param encrypted the cipher text in Base64
 */
public record Envelope(WireFormat format, byte[] encrypted) {

    private static final SafeJson JSON = SafeJson.strict();

    /**
     * Reads an envelope, no further than to the one cipher text in it.
     *
     * @throws UnreadablePayloadException when it is none, or has no or more than one cipher text
     */
    public static Envelope read(byte[] body) {
        WireFormat format = WireFormat.of(body, 0, body.length);
        byte[] encrypted = switch (format) {
            case XML -> {
                byte[] plain = PlainXml.text(body, "Encrypt");
                yield plain == null ? bytes(fromXml(body)) : plain;
            }
            case JSON -> bytes(fromJson(body));
        };
        if (encrypted.length == 0) {
            throw new UnreadablePayloadException("no cipher text");
        }
        return new Envelope(format, encrypted);
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String fromXml(byte[] body) {
        try {
            XMLStreamReader reader = SafeXml.shared().open(body, 0, body.length);
            try {
                return encryptedChild(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException ex) {
            throw new UnreadablePayloadException("not well-formed XML");
        }
    }

    private static @Nullable String encryptedChild(XMLStreamReader reader) throws XMLStreamException {
        String encrypted = null;
        int depth = 1;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (depth == 1 && "Encrypt".equals(reader.getLocalName())) {
                        encrypted = onlyOne(encrypted, reader.getElementText());
                    } else {
                        depth++;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        return encrypted;
    }

    private static @Nullable String fromJson(byte[] body) {
        String encrypted = null;
        for (var property : JSON.tree(body, 0, body.length).properties()) {
            if ("encrypt".equalsIgnoreCase(property.getKey())) {
                JsonNode value = property.getValue();
                encrypted = onlyOne(encrypted, value.isString() ? value.stringValue() : "");
            }
        }
        return encrypted;
    }

    private static String onlyOne(@Nullable String previous, String next) {
        if (previous != null) {
            throw new UnreadablePayloadException("more than one cipher text");
        }
        return next.strip();
    }

    @Override
    public String toString() {
        return "Envelope[" + format + "]";
    }
}
