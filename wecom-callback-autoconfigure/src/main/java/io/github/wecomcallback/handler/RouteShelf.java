// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.handler.RouteKey.Shape;
import io.github.wecomcallback.message.MessageKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Handlers by shape and key: a message is looked up once for each shape. Filled once, then only read. */
final class RouteShelf {

    static final RouteShelf EMPTY = new RouteShelf();

    private final Map<Shape, Map<RouteKey, List<Handler>>> handlers = new LinkedHashMap<>();
    private boolean namesEventKeys;

    void file(Handler handler, RouteKey pattern) {
        Shape shape = Shape.of(pattern);
        namesEventKeys |= shape.eventKey() != Shape.ANY;
        handlers.computeIfAbsent(shape, s -> new HashMap<>())
                .computeIfAbsent(pattern.withoutWildcard(), k -> new ArrayList<>())
                .add(handler);
    }

    /** The handlers that match beside those found already, in no order; one may be there more than once. */
    List<Handler> find(List<Handler> already, String account, MessageKind kind, Supplier<@Nullable String> eventKeys) {
        // Most handlers name no key, and to look for one in a message that has none takes longer than all the rest.
        String eventKey = namesEventKeys ? eventKeys.get() : null;
        List<Handler> found = already;
        for (Map.Entry<Shape, Map<RouteKey, List<Handler>>> entry : handlers.entrySet()) {
            RouteKey key = entry.getKey().keyOf(account, kind, eventKey);
            List<Handler> here = key == null ? null : entry.getValue().get(key);
            if (here != null) {
                found = found.isEmpty() ? here : concat(found, here);
            }
        }
        return found;
    }

    int lookups() {
        return handlers.size();
    }

    private static List<Handler> concat(List<Handler> left, List<Handler> right) {
        List<Handler> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }
}
