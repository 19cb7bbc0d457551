// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes JSON. A number that is replaced by a text of digits stays a number, and so does a flag. */
final class JsonEditor implements FieldEditor {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode root;

    JsonEditor(String plaintext) {
        try {
            this.root = (ObjectNode) MAPPER.readTree(plaintext);
        } catch (JacksonException ex) {
            throw new IllegalArgumentException("The plaintext is not well-formed, so its fields cannot be changed", ex);
        }
    }

    @Override
    public void set(String path, Object value) {
        List<PathStep> steps = PathStep.of(path);
        ObjectNode parent = root;
        for (PathStep step : steps.subList(0, steps.size() - 1)) {
            JsonNode child = get(parent, step);
            if (!(child instanceof ObjectNode)) {
                child = MAPPER.createObjectNode();
                put(parent, step, child);
            }
            parent = (ObjectNode) child;
        }
        PathStep last = steps.get(steps.size() - 1);
        put(parent, last, node(value, get(parent, last)));
    }

    @Override
    public void remove(String path) {
        List<PathStep> steps = PathStep.of(path);
        JsonNode parent = root;
        for (PathStep step : steps.subList(0, steps.size() - 1)) {
            parent = parent instanceof ObjectNode object ? get(object, step) : MissingNode.getInstance();
        }
        PathStep last = steps.get(steps.size() - 1);
        if (!(parent instanceof ObjectNode object)) {
            return;
        }
        String name = name(object, last);
        if (last.indexed() && object.get(name) instanceof ArrayNode array) {
            array.remove(last.index());
        } else {
            object.remove(name);
        }
    }

    private static JsonNode get(ObjectNode parent, PathStep step) {
        JsonNode child = parent.path(name(parent, step));
        if (child.isArray()) {
            return child.path(step.index());
        }
        return step.index() == 0 ? child : MissingNode.getInstance();
    }

    private static void put(ObjectNode parent, PathStep step, JsonNode value) {
        String name = name(parent, step);
        @Nullable JsonNode present = parent.get(name);
        if (present == null && step.indexed()) {
            present = parent.putArray(name);
        }
        if (present instanceof ArrayNode array) {
            step.requireNoGap(array.size());
            if (step.index() < array.size()) {
                array.set(step.index(), value);
            } else {
                array.add(value);
            }
        } else {
            step.requireNoGap(0);
            parent.set(name, value);
        }
    }

    private static String name(ObjectNode parent, PathStep step) {
        if (parent.has(step.name())) {
            return step.name();
        }
        for (var property : parent.properties()) {
            if (PathStep.isSimilar(property.getKey(), step.name())) {
                return property.getKey();
            }
        }
        return step.name();
    }

    private static JsonNode node(Object value, JsonNode present) {
        if (value instanceof CharSequence && (present.isNumber() || present.isBoolean())) {
            try {
                JsonNode read = MAPPER.readTree(value.toString());
                if (read.getNodeType() == present.getNodeType()) {
                    return read;
                }
            } catch (JacksonException ex) {
                // Another sort of value: a text then.
            }
        }
        return MAPPER.valueToTree(value instanceof CharSequence ? value.toString() : value);
    }

    @Override
    public String text() {
        return root.toString();
    }
}
