// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** All that can be read from a record, as texts: its components, those of nested records, and the header. */
final class ReadableValues {

    private ReadableValues() {}

    static List<String> of(Record record) {
        List<String> values = new ArrayList<>();
        collect(record, values);
        return values;
    }

    /** The text as it is found here: times are seconds, and commands are events. */
    static String comparable(String text) {
        if (text.equals("command")) {
            return MessageKind.EVENT;
        }
        try {
            return Long.toString(OffsetDateTime.parse(text).toEpochSecond());
        } catch (DateTimeParseException ex) {
            return text;
        }
    }

    private static void collect(Object value, List<String> values) {
        if (value instanceof Payload payload) {
            header(payload, values);
        } else if (value instanceof Coded<?> coded) {
            values.add(coded.code());
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                collect(read(component, record), values);
            }
        } else if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, values));
        } else if (value instanceof Instant time) {
            values.add(Long.toString(time.getEpochSecond()));
        } else if (value instanceof Boolean flag) {
            values.add(flag ? "1" : "0");
        } else if (value instanceof JsonNode node) {
            values.add(node.toString());
        } else if (value != null) {
            values.add(value.toString());
        }
    }

    private static void header(WeComMessage message, List<String> values) {
        collect(message.kind().type(), values);
        collect(message.kind().event(), values);
        collect(message.toUserName(), values);
        collect(message.fromUserName(), values);
        collect(message.createTime(), values);
        collect(message.msgId(), values);
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException ex) {
            throw new AssertionError(ex);
        }
    }
}
