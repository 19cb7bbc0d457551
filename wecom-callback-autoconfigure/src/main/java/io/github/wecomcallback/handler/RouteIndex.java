// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.handler.RouteKey.Shape;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the handlers for a message without asking each of them. Filled once, then only read. */
final class RouteIndex {

    /** The handlers by shape and key. A handler is filed under each combination of values that it names. */
    private final Map<Shape, Map<RouteKey, List<Handler>>> handlers = new LinkedHashMap<>();

    private final boolean namesEventKeys;

    RouteIndex(List<Handler> all) {
        all.forEach(handler -> handler.selectors().forEach(selector -> file(handler, selector)));
        namesEventKeys = handlers.keySet().stream().anyMatch(shape -> shape.eventKey() != Shape.ANY);
    }

    /** The handlers that match, each once, in their order. */
    List<Handler> find(String account, MessageKind kind, Supplier<@Nullable String> eventKeys) {
        // Most applications name no key, and to look for one in a message that has none takes longer than all the rest.
        String eventKey = namesEventKeys ? eventKeys.get() : null;
        List<Handler> found = null;
        boolean merged = false;
        for (Map.Entry<Shape, Map<RouteKey, List<Handler>>> entry : handlers.entrySet()) {
            RouteKey key = entry.getKey().keyOf(account, kind, eventKey);
            List<Handler> here = key == null ? null : entry.getValue().get(key);
            if (here != null) {
                merged = found != null;
                found = found == null ? here : concat(found, here);
            }
        }
        if (found == null) {
            return List.of();
        }
        return merged || found.size() > 1 ? inOrder(found) : found;
    }

    /** How often a message is looked up: once for each shape. */
    int lookups() {
        return handlers.size();
    }

    private static List<Handler> concat(List<Handler> left, List<Handler> right) {
        List<Handler> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
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
        Shape shape = Shape.of(pattern);
        handlers.computeIfAbsent(shape, s -> new HashMap<>())
                .computeIfAbsent(pattern.withoutWildcard(), k -> new ArrayList<>())
                .add(handler);
    }

    private static <T> Iterable<@Nullable T> orAny(Set<T> values) {
        List<@Nullable T> any = new ArrayList<>(values);
        if (any.isEmpty()) {
            any.add(null);
        }
        return any;
    }
}
