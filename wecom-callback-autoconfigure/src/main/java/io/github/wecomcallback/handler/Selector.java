// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import java.util.Set;

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

    private static <T> boolean matches(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }
}
