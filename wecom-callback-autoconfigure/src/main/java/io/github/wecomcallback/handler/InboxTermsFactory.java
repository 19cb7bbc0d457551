// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComRetry;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/** Decides which handlers run from the inbox, and how; refuses what contradicts itself. */
@RequiredArgsConstructor
final class InboxTermsFactory {

    private static final int MAX_ID_LENGTH = 500;

    private final @Nullable Retry defaults;

    /** Whether all run while the platform waits, although what is said of the inbox is checked. */
    private final boolean inline;

    private final UnaryOperator<@Nullable String> placeholders;

    /**
     * How the handler runs from the inbox, or null when it runs while the platform waits.
     *
     * @param repliesAreSent whether replies do not go out in the response to the callback
     */
    @Nullable InboxTerms of(
            String id,
            Class<?> type,
            Method method,
            @Nullable Method factoryMethod,
            @Nullable MergedAnnotations annotations,
            boolean repliesAreSent) {
        Delivery delivery = theOne(id, annotations, "delivery", Delivery.class, Delivery.AUTO);
        boolean ordered = theOne(id, annotations, "ordered", Boolean.class, false);
        WeComRetry retry = retry(type, method, factoryMethod);
        if (!isDeferred(id, type, method, delivery, repliesAreSent)) {
            requireNoTerms(id, type, method, delivery, ordered);
            return null;
        }
        if (id.length() > MAX_ID_LENGTH) {
            throw new InvalidHandlerException(
                    id,
                    "has a name of more than " + MAX_ID_LENGTH + " characters, which the inbox has no place for",
                    "Give its bean or method a shorter name.");
        }
        InboxTerms terms = new InboxTerms(ordered, retry == null ? defaults : retry(id, retry));
        return inline ? null : terms;
    }

    private boolean isDeferred(String id, Class<?> type, Method method, Delivery delivery, boolean repliesAreSent) {
        // A class may return less than the interface that it implements: void in Kotlin, where Java has Void.
        Method own = BridgeMethodResolver.getMostSpecificMethod(method, type);
        ResolvableType result = ResolvableType.forMethodReturnType(own, type);
        boolean async = HandlerMethods.isAsync(own, type) && own.getReturnType() == void.class;
        boolean mayWait = repliesAreSent || Results.isNone(result);
        return switch (delivery) {
            case INLINE -> false;
            case AUTO -> defaults != null && mayWait && !async;
            case INBOX -> {
                requireDeferrable(id, mayWait || Results.isAnything(result), async);
                yield true;
            }
        };
    }

    private void requireDeferrable(String id, boolean mayWait, boolean async) {
        if (defaults == null) {
            throw new InvalidHandlerException(
                    id,
                    "wants its callbacks from the inbox, but there is none",
                    "Set wecom.callback.inbox.enabled=true, or remove delivery = INBOX.");
        }
        if (!mayWait) {
            throw new InvalidHandlerException(
                    id,
                    "wants its callbacks from the inbox but returns a reply, which nobody waits for then",
                    "Return void, or remove delivery = INBOX.");
        }
        if (async) {
            throw new InvalidHandlerException(
                    id,
                    "wants its callbacks from the inbox but is @Async, so nobody would know whether it succeeded",
                    "Remove @Async, or return a CompletableFuture<Void>.");
        }
    }

    /** What says how to run from the inbox would be of no effect, and somebody may rely on it. */
    private void requireNoTerms(String id, Class<?> type, Method method, Delivery delivery, boolean ordered) {
        if (ordered) {
            throw new InvalidHandlerException(
                    id,
                    "is ordered, but does not run from the inbox",
                    defaults == null
                            ? "Set wecom.callback.inbox.enabled=true, or remove ordered = true."
                            : "Let it return nothing and set delivery = INBOX, or remove ordered = true.");
        }
        // A class may say it for those of its handlers that it is for. Without an inbox there may be one in production.
        boolean neverDeferred = delivery == Delivery.INLINE || defaults != null && !inline;
        if (neverDeferred && retry(BridgeMethodResolver.getMostSpecificMethod(method, type)) != null) {
            throw new InvalidHandlerException(
                    id,
                    "has @WeComRetry, but does not run from the inbox: the platform decides how often it delivers",
                    "Remove @WeComRetry, or let it return nothing and run from the inbox.");
        }
    }

    private static <T> T theOne(
            String id, @Nullable MergedAnnotations annotations, String attribute, Class<T> type, T fallback) {
        if (annotations == null) {
            return fallback;
        }
        List<T> values = HandlerScanner.ANNOTATIONS.stream()
                .flatMap(annotations::stream)
                .map(annotation -> value(annotation, attribute, type))
                .distinct()
                .toList();
        if (values.size() > 1) {
            throw new InvalidHandlerException(
                    id,
                    "has several annotations that do not agree on '" + attribute + "'",
                    "Write the same in all of them, or one method for each.");
        }
        return values.isEmpty() ? fallback : values.get(0);
    }

    private static <T> T value(MergedAnnotation<?> annotation, String attribute, Class<T> type) {
        return annotation.getValue(attribute, type).orElseThrow();
    }

    /** What the method says, else what its bean's factory method says, else its class. */
    private static @Nullable WeComRetry retry(Class<?> type, Method method, @Nullable Method factoryMethod) {
        return Stream.of(BridgeMethodResolver.getMostSpecificMethod(method, type), factoryMethod, type)
                .filter(Objects::nonNull)
                .map(InboxTermsFactory::retry)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable WeComRetry retry(AnnotatedElement element) {
        return AnnotatedElementUtils.findMergedAnnotation(element, WeComRetry.class);
    }

    private Retry retry(String id, WeComRetry retry) {
        try {
            return new Retry(
                    retry.attempts() == 0 ? defaults.attempts() : retry.attempts(),
                    duration(retry.delay(), defaults.delay()),
                    retry.multiplier() == 0 ? defaults.multiplier() : retry.multiplier(),
                    duration(retry.maxDelay(), defaults.maxDelay()));
        } catch (IllegalArgumentException ex) {
            throw new InvalidHandlerException(
                    id,
                    "has a @WeComRetry that cannot work: " + ex.getMessage(),
                    "Write for instance delay = \"10s\".");
        }
    }

    private Duration duration(String text, Duration fallback) {
        String resolved = placeholders.apply(text);
        return resolved == null || resolved.isBlank() ? fallback : DurationStyle.detectAndParse(resolved);
    }
}
