// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a tree as the platform would have sent it. */
public final class PayloadText {

    private PayloadText() {}

    public static String of(ObjectNode tree, String format) {
        if (format.equals("json")) {
            return tree.toString();
        }
        StringBuilder xml = new StringBuilder();
        element("xml", tree, xml);
        return xml.toString();
    }

    private static void element(String name, JsonNode node, StringBuilder xml) {
        if (node.isArray()) {
            node.forEach(sibling -> element(name, sibling, xml));
            return;
        }
        xml.append('<').append(name).append('>');
        if (node.isObject()) {
            node.properties().forEach(property -> element(property.getKey(), property.getValue(), xml));
        } else {
            xml.append("<![CDATA[").append(node.asString()).append("]]>");
        }
        xml.append("</").append(name).append('>');
    }
}
