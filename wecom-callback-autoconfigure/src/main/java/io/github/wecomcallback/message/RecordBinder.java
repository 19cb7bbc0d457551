// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Binds a tree to one record type. A component takes the field of its own name, in whatever spelling, or the one that
 * {@link Field} names; a component of type {@link Payload} takes the whole payload. Made once per type and kept.
 *
 * <p>This is no work for Jackson's own binding: one odd field must not cost the message, and lists come in four shapes.
 */
final class RecordBinder<R extends Record> {

    /** Kept with each type and not by us, so that a type goes when its class loader does. */
    private static final ClassValue<RecordBinder<?>> BINDERS = new ClassValue<>() {
        @Override
        protected RecordBinder<?> computeValue(Class<?> type) {
            return new RecordBinder<>(type.asSubclass(Record.class));
        }
    };

    private static final int NONE = -1;
    private static final int MAX_SPELLINGS = 200;

    private final MethodHandle constructor;
    private final Component[] components;
    private final Map<String, Integer> positions = new HashMap<>();

    /** Names as they were spelt, so that each need be made comparable once; bounded, since strangers may think of more. */
    private final Map<String, Integer> spellings = new ConcurrentHashMap<>();

    private RecordBinder(Class<R> type) {
        Constructor<R> canonical = canonical(type);
        this.components = components(type.getRecordComponents(), canonical.getParameters());
        this.constructor = handle(canonical);
        for (int i = 0; i < components.length; i++) {
            if (components[i].paths() == null) {
                positions.put(FieldName.normalized(components[i].name()), i);
            }
        }
    }

    @SuppressWarnings("unchecked") // each type has its own binder
    static <R extends Record> RecordBinder<R> of(Class<R> type) {
        return (RecordBinder<R>) BINDERS.get(type);
    }

    /** Makes the binders of a type and of all that it nests, which else are made when they are first needed. */
    static void prepare(Class<? extends Record> type) {
        prepare(type, new HashSet<>());
    }

    private static void prepare(@Nullable Class<? extends Record> type, Set<Class<?>> seen) {
        // A record may nest itself.
        if (type != null && seen.add(type)) {
            for (Component component : of(type).components) {
                prepare(component.reader().nested(), seen);
            }
        }
    }

    R bind(Payload payload) {
        return bind(payload.fields(), payload);
    }

    /** Whether the object has one of the record's fields, and so is such a record rather than a list's wrapper. */
    boolean knows(JsonNode object) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            if (position(property.getKey()) >= 0) {
                return true;
            }
        }
        for (Component component : components) {
            if (component.find(object) != null) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked") // what the canonical constructor of R returns
    R bind(JsonNode object, @Nullable Payload payload) {
        JsonNode[] nodes = new JsonNode[components.length];
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            int position = position(property.getKey());
            if (position >= 0 && nodes[position] == null) {
                nodes[position] = property.getValue();
            }
        }
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Component component = components[i];
            JsonNode node = component.paths() == null ? nodes[i] : component.find(object);
            arguments[i] = component.isPayload() ? payload : component.reader().read(node);
        }
        try {
            Object bound = (Object) constructor.invokeExact(arguments);
            return (R) bound;
        } catch (RuntimeException | Error ex) {
            throw ex;
        } catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

    private int position(String name) {
        Integer known = spellings.get(name);
        if (known != null) {
            return known;
        }
        int position = positions.getOrDefault(FieldName.normalized(name), NONE);
        if (spellings.size() < MAX_SPELLINGS) {
            spellings.put(name, position);
        }
        return position;
    }

    private static Component[] components(RecordComponent[] components, Parameter[] parameters) {
        return IntStream.range(0, components.length)
                .mapToObj(i -> Component.of(components[i], parameters[i]))
                .toArray(Component[]::new);
    }

    private static <R> Constructor<R> canonical(Class<R> type) {
        try {
            return type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class[]::new));
        } catch (NoSuchMethodException ex) {
            throw new IllegalStateException("No canonical constructor of " + type, ex);
        }
    }

    private static MethodHandle handle(Constructor<?> canonical) {
        try {
            canonical.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflectConstructor(canonical);
            return handle.asSpreader(Object[].class, handle.type().parameterCount())
                    .asType(java.lang.invoke.MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException ex) {
            throw new IllegalStateException("No access to " + canonical, ex);
        }
    }

    private record Component(String name, String @Nullable [] paths, boolean isPayload, ValueReader reader) {

        /** Kotlin leaves the annotation at the parameter of the constructor, where Java has it as well. */
        static Component of(RecordComponent component, Parameter parameter) {
            Field field = component.getAnnotation(Field.class);
            if (field == null) {
                field = parameter.getAnnotation(Field.class);
            }
            return new Component(
                    component.getName(),
                    field == null ? null : field.value(),
                    component.getType() == Payload.class,
                    ValueReader.of(component));
        }

        @Nullable JsonNode find(JsonNode object) {
            if (paths != null) {
                for (String path : paths) {
                    JsonNode node = FieldPath.find(object, path);
                    if (node != null) {
                        return node;
                    }
                }
            }
            return null;
        }
    }
}
