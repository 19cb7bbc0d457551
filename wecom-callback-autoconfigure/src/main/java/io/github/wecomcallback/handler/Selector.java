// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a handler wants to receive. An empty set stands for everything.
 *
 * @param sources families of payloads
 * @param types message types
 * @param events events
 * @param changeTypes change types
 * @param eventKeys event keys, with a trailing {@code *} for all that begin so
 * @param apps names of accounts
 */
record Selector(
        Set<Source> sources,
        Set<String> types,
        Set<String> events,
        Set<String> changeTypes,
        Set<String> eventKeys,
        Set<String> apps) {

    boolean matches(MessageKind kind) {
        return matches(sources, kind.source())
                && matches(types, kind.type())
                && matches(events, kind.event())
                && matches(changeTypes, kind.changeType());
    }

    /** Whether it selects certain payloads. That they are events says nothing yet of what they hold. */
    boolean saysWhich() {
        boolean anyEvent = types.isEmpty() || types.equals(Set.of(MessageKind.EVENT));
        return !(anyEvent && events.isEmpty() && changeTypes.isEmpty());
    }

    /** Such as {@code event "change_contact", change type "create_user", account "sales"}. */
    String inWords() {
        List<String> words = new ArrayList<>();
        // Whoever names the event need not hear that it is one.
        if (events.isEmpty() || !types.equals(Set.of(MessageKind.EVENT))) {
            say(words, "type", types);
        }
        say(words, "event", events);
        say(words, "change type", changeTypes);
        say(words, "event key", eventKeys);
        say(words, "source", sources);
        say(words, "account", apps);
        // Customers are not colleagues: a handler has to ask for what they write.
        return words.isEmpty() ? "everything but what has the source KF" : String.join(", ", words);
    }

    private static void say(List<String> words, String name, Set<?> values) {
        // Typed records say of a message that it has no event, and of an event that nothing changes: that is no news.
        if (!values.isEmpty() && (name.equals("type") || !values.equals(Set.of("")))) {
            words.add(values.stream()
                    .map(value -> value instanceof Source source ? source.name() : '"' + value.toString() + '"')
                    .sorted()
                    .collect(Collectors.joining(" or ", name + " ", "")));
        }
    }

    private static <T> boolean matches(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }
}
