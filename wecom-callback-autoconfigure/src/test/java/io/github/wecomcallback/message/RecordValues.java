// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import io.github.wecomcallback.message.TreeFields.FieldAt;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
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

    /** The same, and what every message has. */
    static List<String> withHeader(WeComMessage message) {
        Stream<Object> header = Stream.of(
                message.kind().type(),
                message.kind().event(),
                message.toUserName(),
                message.fromUserName(),
                message.createTime(),
                message.msgId());
        return Stream.concat(texts(message), header.flatMap(RecordValues::texts))
                .map(RecordValues::comparable)
                .toList();
    }

    /** The parts of a comma-separated text, a single one for most. */
    static List<String> comparableParts(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(RecordValues::comparable)
                .toList();
    }

    /** The text in one spelling: flags and decimals as the platform writes them, times in seconds, commands as events. */
    static String comparable(String text) {
        return switch (text) {
            case "true" -> "1";
            case "false" -> "0";
            case "command" -> MessageKind.EVENT;
            default -> text.matches("-?\\d+\\.\\d+") ? plain(text) : seconds(text);
        };
    }

    private static String plain(String decimal) {
        return new BigDecimal(decimal).stripTrailingZeros().toPlainString();
    }

    private static String seconds(String text) {
        try {
            return Long.toString(OffsetDateTime.parse(text).toEpochSecond());
        } catch (DateTimeParseException ex) {
            return text;
        }
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
            return TreeFields.leaves(object).stream().map(FieldAt::text);
        }
        if (value instanceof JsonNode node) {
            return node.isArray() ? node.valueStream().flatMap(RecordValues::texts) : Stream.of(node.asString());
        }
        if (value instanceof Record nested) {
            return Components.of(nested).values().stream().flatMap(RecordValues::texts);
        }
        return Stream.of(value.toString());
    }
}
