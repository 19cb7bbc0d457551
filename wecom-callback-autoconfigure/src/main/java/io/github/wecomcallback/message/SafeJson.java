// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON of strangers: bounded depth, and nothing behind the object. Thread-safe. */
final class SafeJson {

    private final JsonMapper mapper;

    private SafeJson(boolean strict) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(SafeXml.MAX_DEPTH)
                        .build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, !strict)
                .build();
        mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    /** For texts of strangers: a name that comes twice is refused. */
    static SafeJson strict() {
        return new SafeJson(true);
    }

    /** For texts of the platform: of two values the last counts, as everywhere, and a line break may be in a text. */
    static SafeJson tolerant() {
        return new SafeJson(false);
    }

    ObjectNode tree(byte[] bytes, int offset, int length) {
        JsonNode root;
        try {
            root = mapper.readTree(bytes, offset, length);
        } catch (JacksonException | NumberFormatException ex) {
            // A number with an exponent beyond all bounds comes up as the latter.
            throw new UnreadablePayloadException("not well-formed JSON");
        }
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new UnreadablePayloadException("not a JSON object");
    }
}
