// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads a list in any of the shapes that the platform uses: a comma-separated text, an array or bare repeated siblings,
 * and either of them inside one or more wrapping elements. One alone is a list of one.
 *
 * @param element reads what the list holds
 * @param keepsPlaces whether what cannot be read is null instead of left out: numbers and flags may stand for the
 *     entries of another list
 * @param nullWhenAbsent whether there is no list where there is no field
 */
record ListReader(ValueReader element, boolean keepsPlaces, boolean nullWhenAbsent) implements ValueReader {

    private static final Set<Type> POSITIONAL = Set.of(Integer.class, Long.class, Double.class, Boolean.class);

    /** A reader of such lists, or null when no field can be read as what they hold. */
    static @Nullable ListReader of(Type listType, boolean nullWhenAbsent) {
        if (!(listType instanceof ParameterizedType generic)) {
            return null;
        }
        Type type = generic.getActualTypeArguments()[0];
        ValueReader element = ValueReader.single(type);
        return element == null ? null : new ListReader(element, POSITIONAL.contains(type), nullWhenAbsent);
    }

    @Override
    public @Nullable Class<? extends Record> nested() {
        return element.nested();
    }

    @Override
    public @Nullable Object read(@Nullable JsonNode node) {
        if (node == null && nullWhenAbsent) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        collect(node, elements);
        return Collections.unmodifiableList(elements);
    }

    private void collect(@Nullable JsonNode node, List<@Nullable Object> elements) {
        if (node == null || node.isNull() || isBlank(node)) {
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

    private static boolean isBlank(JsonNode node) {
        return node.isString() && node.stringValue().isBlank();
    }

    private boolean isWrapper(JsonNode node) {
        return node.isObject() && !(element instanceof NestedReader nested && nested.knows(node));
    }

    private void add(JsonNode node, List<@Nullable Object> elements) {
        boolean empty = node.isString() && node.stringValue().isEmpty();
        Object value = empty ? null : element.read(node);
        if (value != null || keepsPlaces) {
            elements.add(value);
        }
    }
}
