// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A field of a payload that holds a value rather than other fields.
 *
 * @param path the path to it
 * @param text the value
 * @param slot where the tree keeps it
 */
record Leaf(String path, String text, Consumer<JsonNode> slot) {

    static List<Leaf> of(ObjectNode root) {
        List<Leaf> leaves = new ArrayList<>();
        collect("", root, node -> {}, leaves);
        return leaves;
    }

    void replace(String value) {
        slot.accept(StringNode.valueOf(value));
    }

    private static void collect(String path, JsonNode node, Consumer<JsonNode> slot, List<Leaf> leaves) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : List.copyOf(object.properties())) {
                String name = property.getKey();
                String child = path.isEmpty() ? name : path + "." + name;
                collect(child, property.getValue(), value -> object.set(name, value), leaves);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                collect(path + "[" + i + "]", array.get(i), value -> array.set(index, value), leaves);
            }
        } else {
            leaves.add(new Leaf(path, node.asString(), slot));
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
