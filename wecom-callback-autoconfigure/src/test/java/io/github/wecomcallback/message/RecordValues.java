// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a record says, as texts that can be compared with those of a payload. */
final class RecordValues {

    private RecordValues() {}

    /** The values of all components but the payload, those of nested records and lists included. */
    static List<String> of(Object message) {
        return texts(message).map(RecordValues::comparable).toList();
    }

    /** The parts of a comma-separated text, a single one for most; numbers and flags in one spelling. */
    static List<String> comparableParts(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(RecordValues::comparable)
                .toList();
    }

    static String comparable(String text) {
        return switch (text) {
            case "true" -> "1";
            case "false" -> "0";
            default -> text.matches("-?\\d+\\.\\d+") ? plain(text) : text;
        };
    }

    private static String plain(String decimal) {
        return new BigDecimal(decimal).stripTrailingZeros().toPlainString();
    }

    private static Stream<String> texts(Object value) {
        if (value == null || value instanceof Payload) {
            return Stream.empty();
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(RecordValues::texts);
        }
        if (value instanceof Coded<?> coded) {
            return Stream.of(coded.code());
        }
        if (value instanceof Instant time) {
            return Stream.of(Long.toString(time.getEpochSecond()));
        }
        if (value instanceof ObjectNode object) {
            return Leaf.of(object).stream().map(Leaf::text);
        }
        if (value instanceof JsonNode node) {
            return node.isArray() ? node.valueStream().flatMap(RecordValues::texts) : Stream.of(node.asString());
        }
        if (value instanceof Record nested) {
            return Arrays.stream(nested.getClass().getRecordComponents())
                    .flatMap(component -> texts(read(component, nested)));
        }
        return Stream.of(value.toString());
    }

    private static Object read(RecordComponent component, Record owner) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
