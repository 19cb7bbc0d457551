// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an element with fields of its own as a record; where the element repeats, the first. */
record NestedReader(Class<? extends Record> nested) implements ValueReader {

    @Override
    public @Nullable Object read(@Nullable JsonNode node) {
        JsonNode object = node != null && node.isArray() ? node.get(0) : node;
        return object != null && object.isObject() ? RecordBinder.of(nested).bind(object, null) : null;
    }

    boolean knows(JsonNode object) {
        return RecordBinder.of(nested).knows(object);
    }
}
