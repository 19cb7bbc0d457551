// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.reply.Reply;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** What handlers may return, and what becomes of it. */
final class Results {

    /** What functions of Kotlin return that return nothing. By its name, since Kotlin need not be there. */
    private static final String UNIT = "kotlin.Unit";

    private Results() {}

    /** Whether a method of that return type can be a handler; {@code Object} is looked at when it is there. */
    static boolean isSupported(ResolvableType type) {
        return CompletionStage.class.isAssignableFrom(type.resolve(Object.class))
                ? isValue(type.as(CompletionStage.class).getGeneric(0))
                : isValue(type);
    }

    /** Whether a method of that return type can never reply. */
    static boolean isNone(ResolvableType type) {
        Class<?> raw = type.resolve(Object.class);
        return CompletionStage.class.isAssignableFrom(raw)
                ? isNone(type.as(CompletionStage.class).getGeneric(0))
                : isNothing(raw);
    }

    private static boolean isNothing(Class<?> type) {
        return type == void.class || type == Void.class || type.getName().equals(UNIT);
    }

    /** Whether a method of that return type may reply or not: only the result will tell. */
    static boolean isAnything(ResolvableType type) {
        Class<?> raw = type.resolve(Object.class);
        return CompletionStage.class.isAssignableFrom(raw)
                ? isAnything(type.as(CompletionStage.class).getGeneric(0))
                : raw == Object.class;
    }

    private static boolean isValue(ResolvableType type) {
        Class<?> raw = type.resolve(Object.class);
        if (raw == Optional.class) {
            return isValue(type.getGeneric(0));
        }
        return isNothing(raw)
                || raw == Object.class
                || CharSequence.class.isAssignableFrom(raw)
                || Number.class.isAssignableFrom(raw)
                || raw.isPrimitive() && raw != boolean.class && raw != char.class
                || Reply.class.isAssignableFrom(raw);
    }

    /**
     * The reply that a result stands for, or null when it stands for none. The result is no stage any more.
     *
     * @throws IllegalStateException when it stands for nothing that can be sent
     */
    static @Nullable Reply reply(@Nullable Object result) {
        if (result == null) {
            return null;
        }
        if (result instanceof Reply reply) {
            return reply;
        }
        if (result instanceof Optional<?> optional) {
            return reply(optional.orElse(null));
        }
        if (result instanceof CharSequence || result instanceof Number) {
            String text = result.toString();
            return text.isEmpty() ? null : Reply.text(text);
        }
        if (isNothing(result.getClass())) {
            return null;
        }
        throw new IllegalStateException(
                "A handler returned a " + result.getClass().getName()
                        + ", which is no reply. Return a String, a number, a Reply, an Optional or CompletionStage of these, or"
                        + " null.");
    }
}
