// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single values out of a tree. What is no such value gives null, never an exception. */
final class Scalars {

    /** Reading a number takes the square of its length, and no field holds one that is longer than this. */
    private static final int MAX_NUMBER_LENGTH = 64;

    private Scalars() {}

    static @Nullable String text(@Nullable JsonNode node) {
        JsonNode value = single(node);
        return value == null || value.isNull() || value.isContainer() ? null : value.asString();
    }

    static List<String> texts(@Nullable JsonNode node) {
        if (node == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node.isArray() ? node : List.of(node)) {
            String text = text(element);
            if (text != null) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    static @Nullable BigDecimal number(@Nullable JsonNode node) {
        String text = text(node);
        if (text == null) {
            return null;
        }
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > MAX_NUMBER_LENGTH) {
            return null;
        }
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException ex) {
            return null;
        }
    }

    static @Nullable Long longNumber(@Nullable JsonNode node) {
        BigDecimal number = number(node);
        try {
            // A few digits more than a long has would make longValueExact build a number of that many digits.
            return number == null || number.precision() - number.scale() > 19 ? null : (Long) number.longValueExact();
        } catch (ArithmeticException ex) {
            return null;
        }
    }

    static @Nullable Integer integer(@Nullable JsonNode node) {
        Long number = longNumber(node);
        return number == null || number.intValue() != number ? null : (Integer) number.intValue();
    }

    static @Nullable Double decimal(@Nullable JsonNode node) {
        BigDecimal number = number(node);
        return number == null || Double.isInfinite(number.doubleValue()) ? null : (Double) number.doubleValue();
    }

    static @Nullable Boolean flag(@Nullable JsonNode node) {
        String text = text(node);
        if (text == null) {
            return null;
        }
        return switch (text.strip()) {
            case "1", "true" -> Boolean.TRUE;
            case "0", "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** The platform's times are seconds since 1970; only payments have theirs written out. */
    static @Nullable Instant instant(@Nullable JsonNode node) {
        Long seconds = longNumber(node);
        try {
            return seconds == null ? writtenOut(text(node)) : Instant.ofEpochSecond(seconds);
        } catch (DateTimeException ex) {
            return null;
        }
    }

    /** Such as {@code 2026-01-01T10:20:30+08:00}. */
    private static @Nullable Instant writtenOut(@Nullable String text) {
        return text == null || text.indexOf('T') < 0
                ? null
                : OffsetDateTime.parse(text.strip()).toInstant();
    }

    private static @Nullable JsonNode single(@Nullable JsonNode node) {
        return node != null && node.isArray() ? node.get(0) : node;
    }
}
