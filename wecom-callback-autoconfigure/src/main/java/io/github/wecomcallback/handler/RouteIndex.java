// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handlers for a message without asking each of them. A handler is filed under each combination of values that
 * it names: with others of its event, or with others of its type where it names no event, or with the few that name
 * neither. So the work depends on how the handlers of one event differ, and not on how many handlers there are. Filled
 * once, then only read.
 */
final class RouteIndex {

    private final Map<String, RouteShelf> byEvent = new HashMap<>();
    private final Map<String, RouteShelf> byType = new HashMap<>();
    private final RouteShelf others = new RouteShelf();

    RouteIndex(List<Handler> all) {
        all.forEach(handler -> handler.selectors().forEach(selector -> file(handler, selector)));
    }

    /** The handlers that match, each once, in their order. */
    List<Handler> find(String account, MessageKind kind, Supplier<@Nullable String> eventKeys) {
        List<Handler> found = ofEvent(kind).find(List.of(), account, kind, eventKeys);
        found = ofType(kind).find(found, account, kind, eventKeys);
        found = others.find(found, account, kind, eventKeys);
        return found.size() > 1 ? inOrder(found) : found;
    }

    /** How often a message of that kind is looked up: once for each shape where it belongs. */
    int lookups(MessageKind kind) {
        return ofEvent(kind).lookups() + ofType(kind).lookups() + others.lookups();
    }

    private RouteShelf ofEvent(MessageKind kind) {
        return byEvent.getOrDefault(kind.event(), RouteShelf.EMPTY);
    }

    private RouteShelf ofType(MessageKind kind) {
        return byType.getOrDefault(kind.type(), RouteShelf.EMPTY);
    }

    private static List<Handler> inOrder(List<Handler> handlers) {
        return handlers.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Handler::position))
                .toList();
    }

    private void file(Handler handler, Selector selector) {
        for (String app : orAny(selector.apps())) {
            for (Source source : orAny(selector.sources())) {
                for (String type : orAny(selector.types())) {
                    for (String event : orAny(selector.events())) {
                        for (String changeType : orAny(selector.changeTypes())) {
                            for (String eventKey : orAny(selector.eventKeys())) {
                                file(handler, new RouteKey(app, source, type, event, changeType, eventKey));
                            }
                        }
                    }
                }
            }
        }
    }

    private void file(Handler handler, RouteKey pattern) {
        shelfFor(pattern).file(handler, pattern);
    }

    private RouteShelf shelfFor(RouteKey pattern) {
        if (pattern.event() != null) {
            return byEvent.computeIfAbsent(pattern.event(), event -> new RouteShelf());
        }
        return pattern.type() != null ? byType.computeIfAbsent(pattern.type(), type -> new RouteShelf()) : others;
    }

    private static <T> Iterable<@Nullable T> orAny(Set<T> values) {
        List<@Nullable T> any = new ArrayList<>(values);
        if (any.isEmpty()) {
            any.add(null);
        }
        return any;
    }
}
