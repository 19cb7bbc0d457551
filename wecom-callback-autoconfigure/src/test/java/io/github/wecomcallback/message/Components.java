// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the components of a record hold. */
final class Components {

    private Components() {}

    static Map<String, @Nullable Object> of(Object record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                values.put(component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException ex) {
                throw new AssertionError(ex);
            }
        }
        return values;
    }

    /** The top-level element of the payload that a component is read from, in normalized spelling. */
    static String source(RecordComponent component) {
        Field field = component.getAnnotation(Field.class);
        String path = field == null ? component.getName() : field.value()[0];
        return FieldName.normalized(path.split("[.\\[]")[0]);
    }
}
