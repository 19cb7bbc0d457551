// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a reply says, before it is written as XML or JSON: an object with names as XML has them. What is null is left
 * out.
 */
final class ReplyFields {

    private final ObjectNode node;

    ReplyFields() {
        this(JsonNodeFactory.instance.objectNode());
    }

    private ReplyFields(ObjectNode node) {
        this.node = node;
    }

    ReplyFields put(String name, @Nullable String text) {
        if (text != null) {
            node.put(name, text);
        }
        return this;
    }

    ReplyFields put(String name, long number) {
        node.put(name, number);
        return this;
    }

    ReplyFields put(String name, double number) {
        node.put(name, number);
        return this;
    }

    ReplyFields put(String name, boolean flag) {
        node.put(name, flag);
        return this;
    }

    ReplyFields put(String name, @Nullable ReplyFields child) {
        if (child != null) {
            node.set(name, child.node);
        }
        return this;
    }

    /** One more of this name: in XML a sibling, in JSON an element of an array. */
    ReplyFields add(String name, ReplyFields child) {
        node.withArrayProperty(name).add(child.node);
        return this;
    }

    /** Texts, or nothing where there are none: in XML each in an {@code Item}, in JSON an array. */
    ReplyFields putAll(String name, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = node.putArray(name);
            texts.forEach(array::add);
        }
        return this;
    }

    boolean has(String name) {
        return node.has(name);
    }

    /** How many there are of this name. */
    int count(String name) {
        return node.path(name).size();
    }

    /** The part of this name, empty where there is none. */
    ReplyFields child(String name) {
        return node.get(name) instanceof ObjectNode object ? new ReplyFields(object) : new ReplyFields();
    }

    ReplyFields copy() {
        return new ReplyFields(node.deepCopy());
    }

    byte[] xml() {
        XmlText xml = new XmlText().open("xml");
        children(xml, node);
        return xml.close("xml").toBytes();
    }

    /** JSON with names like {@code task_id}. */
    byte[] json() {
        return JsonNames.snakeCase(node).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** JSON with names like {@code TaskId}: what once was XML only. */
    byte[] jsonWithXmlNames() {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void children(XmlText xml, ObjectNode parent) {
        parent.properties().forEach(property -> {
            if (property.getValue() instanceof ArrayNode array) {
                elements(xml, property.getKey(), array);
            } else {
                element(xml, property.getKey(), property.getValue());
            }
        });
    }

    private static void elements(XmlText xml, String name, ArrayNode array) {
        if (array.get(0).isObject()) {
            array.forEach(child -> element(xml, name, child));
        } else {
            xml.open(name);
            array.forEach(child -> element(xml, "Item", child));
            xml.close(name);
        }
    }

    private static void element(XmlText xml, String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            xml.open(name);
            children(xml, object);
            xml.close(name);
        } else if (value.isString()) {
            xml.text(name, value.stringValue());
        } else {
            xml.bare(name, value.asString());
        }
    }

    long weight() {
        return weight(node);
    }

    private static long weight(JsonNode node) {
        long all = node.isString() ? Weight.of(node.stringValue()) : Weight.of();
        // The names of properties are constants.
        for (JsonNode child : node) {
            all += Weight.ENTRY + weight(child);
        }
        return all;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReplyFields that && node.equals(that.node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }
}
