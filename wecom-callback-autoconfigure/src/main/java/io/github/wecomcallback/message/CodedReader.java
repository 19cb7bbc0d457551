// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a code as the constant that has it. */
record CodedReader<E extends Enum<E> & WireCode>(Map<String, E> constants, E unknown) implements ValueReader {

    @SuppressWarnings({"unchecked", "rawtypes"}) // the bounds of Coded say what the type is
    static CodedReader<?> of(Class<?> type) {
        return create((Class) type);
    }

    private static <E extends Enum<E> & WireCode> CodedReader<E> create(Class<E> type) {
        Map<String, E> constants = new HashMap<>();
        E unknown = null;
        for (E constant : type.getEnumConstants()) {
            constants.put(constant.code(), constant);
            unknown = constant.name().equals("UNKNOWN") ? constant : unknown;
        }
        if (unknown == null) {
            throw new IllegalArgumentException("The codes " + type.getName()
                    + " have no constant UNKNOWN. Add one: it stands for what the platform may add.");
        }
        return new CodedReader<>(constants, unknown);
    }

    @Override
    public @Nullable Object read(@Nullable JsonNode node) {
        String text = Scalars.text(node);
        if (text == null || text.isBlank()) {
            return null;
        }
        String code = text.strip();
        return new Coded<>(constants.getOrDefault(code, unknown), code);
    }
}
