// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads a list in any of the shapes that the platform uses: a comma-separated text, an array or bare repeated siblings,
 * and either of them inside one or more wrapping elements. One alone is a list of one.
 */
record ListReader(ValueReader element, boolean nullWhenAbsent) implements ValueReader {

    /** A reader of such lists, or null when no field can be read as what they hold. */
    static @Nullable ListReader of(Type listType, boolean nullWhenAbsent) {
        ValueReader element = listType instanceof ParameterizedType generic
                ? ValueReader.single(generic.getActualTypeArguments()[0])
                : null;
        return element == null ? null : new ListReader(element, nullWhenAbsent);
    }

    @Override
    public @Nullable Object read(@Nullable JsonNode node) {
        if (node == null && nullWhenAbsent) {
            return null;
        }
        List<Object> elements = new ArrayList<>();
        collect(node, elements);
        return List.copyOf(elements);
    }

    private void collect(@Nullable JsonNode node, List<Object> elements) {
        if (node == null) {
            return;
        }
        if (node.isArray()) {
            // A comma in one of several elements belongs to it.
            node.forEach(child -> {
                if (child.isValueNode()) {
                    add(child, elements);
                } else {
                    collect(child, elements);
                }
            });
        } else if (isWrapper(node)) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                collect(property.getValue(), elements);
            }
        } else if (node.isString() && !(element instanceof NestedReader)) {
            for (String part : node.stringValue().split(",")) {
                add(StringNode.valueOf(part.strip()), elements);
            }
        } else {
            add(node, elements);
        }
    }

    private boolean isWrapper(JsonNode node) {
        return node.isObject() && !(element instanceof NestedReader nested && nested.knows(node));
    }

    private void add(JsonNode node, List<Object> elements) {
        if (node.isString() && node.stringValue().isEmpty()) {
            return;
        }
        Object value = element.read(node);
        if (value != null) {
            elements.add(value);
        }
    }
}
