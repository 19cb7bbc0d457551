// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The fields of a tree one by one, to do something to each of them. */
final class TreeFields {

    private TreeFields() {}

    /** Those that hold a value rather than other fields. */
    static List<FieldAt> leaves(ObjectNode tree) {
        return all(tree).stream().filter(field -> field.in(tree).isValueNode()).toList();
    }

    /** Those whose value is not empty. */
    static List<FieldAt> filled(ObjectNode tree) {
        return leaves(tree).stream().filter(field -> !field.text().isEmpty()).toList();
    }

    static List<FieldAt> all(ObjectNode tree) {
        List<FieldAt> fields = new ArrayList<>();
        walk(tree, List.of(), "", fields);
        return fields;
    }

    private static void walk(JsonNode node, List<Object> way, String path, List<FieldAt> fields) {
        if (!way.isEmpty()) {
            fields.add(new FieldAt(path, way, node.isContainer() ? "" : node.asString()));
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), plus(way, i), path + "[" + i + "]", fields);
            }
        }
        node.properties()
                .forEach(property -> walk(
                        property.getValue(),
                        plus(way, property.getKey()),
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                        fields));
    }

    private static List<Object> plus(List<Object> way, Object step) {
        List<Object> further = new ArrayList<>(way);
        further.add(step);
        return further;
    }

    /** A field, its path, and its text where it has one. */
    record FieldAt(String path, List<Object> way, String text) {

        JsonNode in(JsonNode tree) {
            return step(tree, way.size());
        }

        /** Gives the field another value of its kind. */
        void change(ObjectNode tree) {
            JsonNode value = in(tree);
            set(tree, value.isNumber() ? number(value) : StringNode.valueOf(other(value.asString())));
        }

        void remove(ObjectNode tree) {
            Object last = way.get(way.size() - 1);
            if (step(tree, way.size() - 1) instanceof ArrayNode array) {
                array.remove((int) last);
            } else {
                ((ObjectNode) step(tree, way.size() - 1)).remove((String) last);
            }
        }

        void set(ObjectNode tree, JsonNode value) {
            Object last = way.get(way.size() - 1);
            if (step(tree, way.size() - 1) instanceof ArrayNode array) {
                array.set((int) last, value);
            } else {
                ((ObjectNode) step(tree, way.size() - 1)).set((String) last, value);
            }
        }

        private JsonNode step(JsonNode tree, int steps) {
            JsonNode node = tree;
            for (Object step : way.subList(0, steps)) {
                node = step instanceof Integer index ? node.get(index) : node.get((String) step);
            }
            return node;
        }

        /** 0 and 1 may be a flag. */
        private static JsonNode number(JsonNode value) {
            if (!value.isIntegralNumber()) {
                return DoubleNode.valueOf(value.doubleValue() + 1);
            }
            return LongNode.valueOf(value.longValue() == 1 ? 0 : value.longValue() + 1);
        }

        private static String other(String text) {
            if (text.matches("\\d{1,18}|\\d{19}")) {
                return Long.toString(Long.parseLong(text) + 1);
            }
            try {
                return OffsetDateTime.parse(text).plusSeconds(1).toString();
            } catch (DateTimeParseException ex) {
                return text + "_changed";
            }
        }
    }
}
