// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Names as the platform's JSON has them: {@code ButtonList} is {@code button_list}, with a few exceptions. */
final class JsonNames {

    private static final Map<String, String> EXCEPTIONS = Map.of(
            "MsgType", "msgtype",
            "KeyName", "keyname",
            "CheckBox", "checkbox",
            "UserId", "userid",
            "UserIds", "userids",
            "AppId", "appid",
            "PagePath", "pagepath",
            "Attachment", "attachments");

    private JsonNames() {}

    /** The same tree with such names. */
    static JsonNode snakeCase(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode renamed = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(child -> renamed.set(snakeCase(child.getKey()), snakeCase(child.getValue())));
            return renamed;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode renamed = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(child -> renamed.add(snakeCase(child)));
            return renamed;
        }
        return tree;
    }

    private static String snakeCase(String name) {
        String exception = EXCEPTIONS.get(name);
        if (exception != null) {
            return exception;
        }
        StringBuilder snakeCase = new StringBuilder(name.length() + 4);
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c) && !snakeCase.isEmpty()) {
                snakeCase.append('_');
            }
            snakeCase.append(Character.toLowerCase(c));
        }
        return snakeCase.toString();
    }
}
