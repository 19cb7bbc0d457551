// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one field as the type that a record's component has. Takes what cannot be read for absent. */
interface ValueReader {

    Map<Class<?>, Function<@Nullable JsonNode, @Nullable Object>> SCALARS = Map.of(
            String.class, Scalars::text,
            Integer.class, Scalars::integer,
            Long.class, Scalars::longNumber,
            Double.class, Scalars::decimal,
            Boolean.class, Scalars::flag,
            Instant.class, Scalars::instant,
            JsonNode.class, node -> node);

    @Nullable Object read(@Nullable JsonNode node);

    /** The type of records that it reads, alone or in lists; null for all else. */
    default @Nullable Class<? extends Record> nested() {
        return null;
    }

    static ValueReader of(RecordComponent component) {
        if (component.getType() == Payload.class) {
            return node -> null;
        }
        ValueReader reader = component.getType() == List.class
                ? ListReader.of(component.getGenericType(), isNullable(component.getAnnotatedType()))
                : single(component.getGenericType());
        if (reader == null) {
            throw new IllegalArgumentException("The component '" + component.getName() + "' of "
                    + component.getDeclaringRecord().getName() + " has a type that no field can be bound to: "
                    + component.getGenericType().getTypeName()
                    + ". Use a boxed number, String, Boolean, Instant, Coded, JsonNode, a record, or a List of these.");
        }
        return reader;
    }

    static @Nullable ValueReader single(Type type) {
        if (type instanceof ParameterizedType generic
                && generic.getRawType() == Coded.class
                && generic.getActualTypeArguments()[0] instanceof Class<?> constants) {
            return CodedReader.of(constants);
        }
        if (type instanceof Class<?> plain) {
            Function<@Nullable JsonNode, @Nullable Object> scalar = SCALARS.get(plain);
            if (scalar != null) {
                return scalar::apply;
            }
            if (plain.isRecord() && plain != Coded.class) {
                return new NestedReader(plain.asSubclass(Record.class));
            }
        }
        return null;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
