// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Walks a tree along a dotted path. */
final class FieldPath {

    private FieldPath() {}

    static @Nullable JsonNode find(JsonNode root, String path) {
        JsonNode node = root;
        int start = 0;
        while (node != null && start <= path.length()) {
            int dot = path.indexOf('.', start);
            int end = dot < 0 ? path.length() : dot;
            node = step(node, path.substring(start, end));
            start = end + 1;
        }
        return node;
    }

    private static @Nullable JsonNode step(JsonNode parent, String segment) {
        int bracket = segment.indexOf('[');
        if (bracket < 0) {
            return child(parent, segment);
        }
        JsonNode node = child(parent, segment.substring(0, bracket));
        int index = index(segment, bracket);
        if (node == null || index < 0) {
            return null;
        }
        return node.isArray() ? node.get(index) : index == 0 ? node : null;
    }

    private static int index(String segment, int bracket) {
        int end = segment.indexOf(']', bracket);
        try {
            return end < 0 ? -1 : Integer.parseInt(segment.substring(bracket + 1, end));
        } catch (NumberFormatException ex) {
            return -1;
        }
    }

    private static @Nullable JsonNode child(JsonNode parent, String name) {
        JsonNode object = parent.isArray() ? parent.get(0) : parent;
        if (object == null || !object.isObject()) {
            return null;
        }
        JsonNode exact = object.get(name);
        return exact != null ? exact : similar(object, name);
    }

    /** The platform spells one name in several ways: {@code AgentID}, {@code AgentId}, {@code agent_id}. */
    private static @Nullable JsonNode similar(JsonNode object, String name) {
        String wanted = FieldName.normalized(name);
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            if (FieldName.normalized(property.getKey()).equals(wanted)) {
                return property.getValue();
            }
        }
        return null;
    }
}
