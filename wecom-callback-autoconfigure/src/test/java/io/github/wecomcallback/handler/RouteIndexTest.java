// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteIndexTest {

    private static final int MANY = 1_000;

    private static final List<Source> SOURCES = List.of(Source.APP, Source.BOT, Source.KF);
    private static final List<String> TYPES = List.of("event", "text", "");
    private static final List<String> EVENTS = List.of("click", "view", "");
    private static final List<String> CHANGE_TYPES = List.of("create", "delete", "");
    private static final List<String> EVENT_KEYS = List.of("", "a", "ab", "*", "a*", "ab*", "b*");
    private static final List<@Nullable String> KEYS_OF_MESSAGES = Arrays.asList(null, "", "a", "ab", "abc", "b", "a*");
    private static final List<String> APPS = List.of("default", "sales", "hr");

    @ParameterizedTest
    @EnumSource
    void a_thousand_handlers_of_one_shape_cost_one_lookup(Shape shape) {
        List<Handler> handlers = handlers(MANY, shape.selector);

        RouteIndex index = new RouteIndex(handlers);

        for (int i = 0; i < MANY; i += 37) {
            assertThat(index.lookups(shape.kind(i))).isEqualTo(1);
            assertThat(shape.find(index, i)).containsExactly(handlers.get(i));
        }
        assertThat(shape.find(index, MANY)).isEmpty();
    }

    @Test
    void a_thousand_handlers_of_all_shapes_cost_what_those_of_its_own_event_or_type_cost() {
        List<Handler> handlers = handlers(MANY, i -> Shape.values()[i % Shape.values().length].selector.apply(i));

        RouteIndex index = new RouteIndex(handlers);

        for (Shape shape : Shape.values()) {
            int i = 500 + shape.ordinal();
            // Handlers that name nothing but their app concern every message.
            assertThat(index.lookups(shape.kind(i))).isEqualTo(2);
            assertThat(shape.find(index, i)).containsExactly(handlers.get(i));
        }
    }

    @Test
    void beginnings_of_event_keys_cost_a_lookup_for_each_length() {
        List<Handler> handlers = handlers(MANY, i -> eventKey("order_%03d_*".formatted(i)));

        RouteIndex index = new RouteIndex(handlers);

        assertThat(index.lookups(event("click", ""))).isEqualTo(1);
        assertThat(index.find("default", event("click", ""), () -> "order_042_17"))
                .containsExactly(handlers.get(42));
    }

    @Test
    void a_lookup_does_not_look_at_the_selectors_of_any_handler() {
        List<Tripwire> tripwires = new ArrayList<>();
        List<Handler> handlers = handlers(MANY, i -> {
            Tripwire events = new Tripwire("event" + i);
            tripwires.add(events);
            return new Selector(Set.of(), Set.of("event"), events, Set.of(), Set.of(), Set.of());
        });
        RouteIndex index = new RouteIndex(handlers);
        tripwires.forEach(Tripwire::arm);

        List<Handler> found = index.find("default", event("event7", ""), () -> null);

        assertThat(found).hasSize(1);
        assertThat(found.get(0)).isSameAs(handlers.get(7));
    }

    @Test
    void a_handler_that_names_several_values_is_found_by_each_combination() {
        Selector selector = new Selector(
                Set.of(Source.APP, Source.KF),
                Set.of("event"),
                Set.of("a", "b"),
                Set.of("x", "y"),
                Set.of("k*", "k1"),
                Set.of("one", "two"));
        List<Handler> handlers = handlers(1, i -> selector);
        RouteIndex index = new RouteIndex(handlers);

        for (Source source : List.of(Source.APP, Source.KF)) {
            for (String event : List.of("a", "b")) {
                for (String changeType : List.of("x", "y")) {
                    for (String app : List.of("one", "two")) {
                        MessageKind kind = new MessageKind(source, "event", event, changeType);
                        assertThat(index.find(app, kind, () -> "k1")).isEqualTo(handlers);
                        assertThat(index.find(app, kind, () -> "k")).isEqualTo(handlers);
                        assertThat(index.find(app, kind, () -> "j")).isEmpty();
                    }
                }
            }
        }
        assertThat(index.find("one", new MessageKind(Source.BOT, "event", "a", "x"), () -> "k1"))
                .isEmpty();
    }

    @Test
    void the_index_finds_what_a_filter_over_all_handlers_finds() {
        Random random = new Random(20260101);
        int found = 0;

        for (int round = 0; round < 3_000; round++) {
            List<Handler> handlers = randomHandlers(random);
            RouteIndex index = new RouteIndex(handlers);
            for (int message = 0; message < 8; message++) {
                String app = oneOf(random, APPS);
                MessageKind kind = new MessageKind(
                        oneOf(random, SOURCES),
                        oneOf(random, TYPES),
                        oneOf(random, EVENTS),
                        oneOf(random, CHANGE_TYPES));
                String eventKey = oneOf(random, KEYS_OF_MESSAGES);
                List<Handler> expected = filter(handlers, app, kind, eventKey);

                List<Handler> actual = index.find(app, kind, () -> eventKey);

                assertThat(actual)
                        .as("round %d: %s %s %s among %s", round, app, kind, eventKey, handlers)
                        .isEqualTo(expected);
                found += expected.size();
            }
        }

        assertThat(found).as("the comparison is about something").isGreaterThan(10_000);
    }

    private static List<Handler> filter(
            List<Handler> handlers, String app, MessageKind kind, @Nullable String eventKey) {
        return handlers.stream()
                .filter(handler ->
                        handler.selectors().stream().anyMatch(selector -> matches(selector, app, kind, eventKey)))
                .toList();
    }

    /** What the annotations promise, said without an index. */
    private static boolean matches(Selector selector, String app, MessageKind kind, @Nullable String eventKey) {
        boolean source = selector.sources().isEmpty()
                ? kind.source() != Source.KF
                : selector.sources().contains(kind.source());
        return source
                && emptyOrContains(selector.apps(), app)
                && emptyOrContains(selector.types(), kind.type())
                && emptyOrContains(selector.events(), kind.event())
                && emptyOrContains(selector.changeTypes(), kind.changeType())
                && (selector.eventKeys().isEmpty()
                        || selector.eventKeys().stream().anyMatch(pattern -> matches(pattern, eventKey)));
    }

    private static boolean emptyOrContains(Set<String> wanted, String value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static boolean matches(String pattern, @Nullable String eventKey) {
        if (eventKey == null) {
            return false;
        }
        return pattern.endsWith("*")
                ? eventKey.startsWith(pattern.substring(0, pattern.length() - 1))
                : eventKey.equals(pattern);
    }

    private static List<Handler> randomHandlers(Random random) {
        List<Handler> handlers = new ArrayList<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            List<Selector> selectors = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(3); j++) {
                selectors.add(new Selector(
                        someOf(random, SOURCES),
                        someOf(random, TYPES),
                        someOf(random, EVENTS),
                        someOf(random, CHANGE_TYPES),
                        someOf(random, EVENT_KEYS),
                        someOf(random, APPS)));
            }
            handlers.add(handler(i, selectors));
        }
        return handlers;
    }

    /** Often none, else one or two. */
    private static <T> Set<T> someOf(Random random, List<T> values) {
        Set<T> some = new LinkedHashSet<>();
        if (random.nextInt(3) == 0) {
            for (int i = 0; i <= random.nextInt(2); i++) {
                some.add(oneOf(random, values));
            }
        }
        return some;
    }

    private static <T extends @Nullable Object> T oneOf(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<Handler> handlers(int count, IntFunction<Selector> selector) {
        return IntStream.range(0, count)
                .mapToObj(i -> handler(i, List.of(selector.apply(i))))
                .toList();
    }

    private static Handler handler(int position, List<Selector> selectors) {
        Invocation unused = new Invocation(Object::new, HandlerFactory.HANDLE, List.of(), null);
        return new Handler("handler" + position + selectors, position, selectors, false, unused, null);
    }

    private static MessageKind event(String event, String changeType) {
        return new MessageKind(Source.APP, "event", event, changeType);
    }

    private static Selector eventKey(String eventKey) {
        return new Selector(Set.of(), Set.of("event"), Set.of("click"), Set.of(), Set.of(eventKey), Set.of());
    }

    /** What handlers may differ by. */
    enum Shape {
        EVENT_KEY(i -> eventKey("key" + i)) {
            @Override
            MessageKind kind(int i) {
                return event("click", "");
            }

            @Override
            String key(int i) {
                return "key" + i;
            }
        },
        APP(i -> new Selector(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of("app" + i))) {
            @Override
            MessageKind kind(int i) {
                return event("click", "");
            }

            @Override
            String app(int i) {
                return "app" + i;
            }
        },
        CHANGE_TYPE(i -> new Selector(
                Set.of(), Set.of("event"), Set.of("change_contact"), Set.of("change" + i), Set.of(), Set.of())) {
            @Override
            MessageKind kind(int i) {
                return event("change_contact", "change" + i);
            }
        },
        EVENT(i -> new Selector(Set.of(), Set.of("event"), Set.of("event" + i), Set.of(), Set.of(), Set.of())) {
            @Override
            MessageKind kind(int i) {
                return event("event" + i, "");
            }
        },
        TYPE(i -> new Selector(Set.of(), Set.of("type" + i), Set.of(), Set.of(), Set.of(), Set.of())) {
            @Override
            MessageKind kind(int i) {
                return new MessageKind(Source.APP, "type" + i, "", "");
            }
        };

        final IntFunction<Selector> selector;

        Shape(IntFunction<Selector> selector) {
            this.selector = selector;
        }

        /** A message for the handler of that number. */
        abstract MessageKind kind(int i);

        String app(int i) {
            return "default";
        }

        String key(int i) {
            return "other";
        }

        List<Handler> find(RouteIndex index, int i) {
            return index.find(app(i), kind(i), () -> key(i));
        }
    }

    /** A set of one value that nobody may look at once it is armed. */
    private static final class Tripwire extends AbstractSet<String> {

        private final String value;
        private boolean armed;

        Tripwire(String value) {
            this.value = value;
        }

        void arm() {
            armed = true;
        }

        @Override
        public Iterator<String> iterator() {
            check();
            return List.of(value).iterator();
        }

        @Override
        public int size() {
            check();
            return 1;
        }

        private void check() {
            if (armed) {
                throw new AssertionError("The selector of " + value + " was looked at");
            }
        }
    }
}
