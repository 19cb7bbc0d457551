// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one field of any payload as a type that was settled beforehand. */
public final class FieldReader {

    private final List<String> paths;
    private final ValueReader reader;

    private FieldReader(List<String> paths, ValueReader reader) {
        this.paths = paths;
        this.reader = reader;
    }

    /**
     * A reader of the first of these paths that a payload has.
     *
     * @return the reader, or null when no field can be read as that type
     * @throws IllegalArgumentException when the type is a record or code, or a list of these, that cannot be made of a field
     */
    public static @Nullable FieldReader of(List<String> paths, Type type) {
        boolean isList = type instanceof ParameterizedType generic && generic.getRawType() == List.class;
        ValueReader reader = isList ? ListReader.of(type, false) : ValueReader.single(type);
        if (reader == null) {
            return null;
        }
        Class<? extends Record> nested = reader.nested();
        if (nested != null) {
            MessageTypes.requireBindable(nested);
        }
        return new FieldReader(List.copyOf(paths), reader);
    }

    /** The field's value, or null when it is absent or cannot be read so; a list is empty instead. */
    public @Nullable Object read(Payload payload) {
        for (String path : paths) {
            JsonNode node = payload.find(path);
            if (node != null) {
                return reader.read(node);
            }
        }
        return reader.read(null);
    }
}
