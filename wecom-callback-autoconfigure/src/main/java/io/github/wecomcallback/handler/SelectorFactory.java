// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.message.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/** Puts together what a handler wants, out of its annotations and the types of its parameters. */
final class SelectorFactory {

    private static final Selector EVERYTHING = new Selector(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    private final String handler;
    private final List<Class<?>> typed;

    /** The kinds that all typed parameters stand for, or null when there is none that stands for any. */
    private final @Nullable Set<MessageKind> kinds;

    SelectorFactory(String handler, List<Class<?>> typed) {
        this.handler = handler;
        this.typed = typed;
        this.kinds = kinds();
    }

    List<Selector> from(@Nullable MergedAnnotations annotations) {
        List<Selector> selectors = annotations == null ? List.of(EVERYTHING) : explicit(annotations);
        return selectors.stream().flatMap(this::narrowed).distinct().toList();
    }

    private List<Selector> explicit(MergedAnnotations annotations) {
        List<Selector> messages = annotations.stream(WeComMessageHandler.class)
                .map(annotation -> new Selector(
                        sources(annotation),
                        values(annotation, "type"),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        values(annotation, "app")))
                .toList();
        List<Selector> events = annotations.stream(WeComEventHandler.class)
                .map(annotation -> new Selector(
                        sources(annotation),
                        Set.of(MessageKind.EVENT),
                        values(annotation, "event"),
                        values(annotation, "changeType"),
                        values(annotation, "eventKey"),
                        values(annotation, "app")))
                .toList();
        List<Selector> fallbacks = annotations.stream(WeComFallbackHandler.class)
                .map(annotation -> new Selector(
                        sources(annotation), Set.of(), Set.of(), Set.of(), Set.of(), values(annotation, "app")))
                .toList();
        List<List<Selector>> given = Stream.of(messages, events, fallbacks)
                .filter(list -> !list.isEmpty())
                .toList();
        if (given.size() > 1) {
            throw new InvalidHandlerException(
                    handler,
                    "carries handler annotations that contradict each other: what one of them selects, the other does not",
                    "Write one method for messages, one for events and one for the rest.");
        }
        return given.isEmpty() ? List.of(EVERYTHING) : given.get(0);
    }

    private static Set<String> values(MergedAnnotation<?> annotation, String attribute) {
        return Stream.of(annotation.getStringArray(attribute)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Source> sources(MergedAnnotation<?> annotation) {
        return Set.of(annotation.getEnumArray("source", Source.class));
    }

    private @Nullable Set<MessageKind> kinds() {
        Set<MessageKind> common = null;
        for (Class<?> type : typed) {
            Set<MessageKind> here = MessageTypes.kindsOf(type);
            if (!here.isEmpty()) {
                common = common == null ? new LinkedHashSet<>(here) : common;
                common.retainAll(here);
            }
        }
        if (common != null && common.isEmpty()) {
            throw new InvalidHandlerException(
                    handler,
                    "has typed parameters that contradict each other: no message is both " + names(),
                    "Keep one of them.");
        }
        return common;
    }

    /** One selector for each kind that the parameters allow and the annotation selects. */
    private Stream<Selector> narrowed(Selector selector) {
        if (kinds == null) {
            if (!typed.isEmpty() && !selector.saysWhich()) {
                throw new InvalidHandlerException(
                        handler,
                        "takes " + names() + ", which does not say what payloads it is for",
                        "Put @Discriminator on the record, or name type, event or changeType in the annotation.");
            }
            return Stream.of(selector);
        }
        // First each value by itself, so that the message names the one that is wrong.
        checkFit(selector, kinds);
        checkFit(selector, kinds.stream().filter(selector::matches).collect(Collectors.toSet()));
        return kinds.stream()
                .filter(selector::matches)
                .map(kind -> new Selector(
                        Set.of(kind.source()),
                        Set.of(kind.type()),
                        Set.of(kind.event()),
                        Set.of(kind.changeType()),
                        selector.eventKeys(),
                        selector.apps()));
    }

    /** Each value that an annotation names must be one that the typed parameter can be. */
    private void checkFit(Selector selector, Set<MessageKind> kinds) {
        checkFit("changeType", selector.changeTypes(), kinds, MessageKind::changeType);
        checkFit("event", selector.events(), kinds, MessageKind::event);
        checkFit("type", selector.types(), kinds, MessageKind::type);
        checkFit("source", selector.sources(), kinds, MessageKind::source);
    }

    private <T> void checkFit(String attribute, Set<T> values, Set<MessageKind> kinds, Function<MessageKind, T> part) {
        for (T value : values) {
            if (kinds.stream().map(part).noneMatch(value::equals)) {
                throw new InvalidHandlerException(
                        handler,
                        "takes " + names() + ", which does not fit its selector " + attribute + " = \"" + value + "\"",
                        "Change the parameter's type or the selector, or take WeComMessage.");
            }
        }
    }

    private String names() {
        return typed.stream().map(ClassUtils::getShortName).collect(Collectors.joining(" and "));
    }
}
