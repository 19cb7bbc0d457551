// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.message.MessageKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts messages by their kind. The words of a kind come from outside, so it keeps a bounded number, none of them long. */
final class SeenKinds {

    private static final int MAX_KINDS = 1_000;
    private static final int MAX_LENGTH = 100;

    private final Map<MessageKind, Seen> kinds = new ConcurrentHashMap<>();
    private final LongAdder count = new LongAdder();

    /** Counts one, and returns whether it is the first of its kind and there is room for it. */
    boolean add(MessageKind kind) {
        count.increment();
        MessageKind key = shortened(kind);
        Seen seen = kinds.get(key);
        boolean first = false;
        if (seen == null && kinds.size() < MAX_KINDS) {
            Seen mine = new Seen();
            seen = kinds.putIfAbsent(key, mine);
            first = seen == null;
            seen = first ? mine : seen;
        }
        if (seen != null) {
            seen.count.increment();
            seen.last = Instant.now();
        }
        return first;
    }

    /** How many messages, of those kinds as well that there was no room for. */
    long count() {
        return count.sum();
    }

    /** The kinds, the latest first. */
    List<SeenKind> kinds() {
        return kinds.entrySet().stream()
                .map(entry ->
                        new SeenKind(entry.getKey(), entry.getValue().count.sum(), entry.getValue().last))
                .sorted(Comparator.comparing(SeenKind::last).reversed())
                .toList();
    }

    private static MessageKind shortened(MessageKind kind) {
        int longest = Math.max(
                kind.type().length(),
                Math.max(kind.event().length(), kind.changeType().length()));
        return longest <= MAX_LENGTH
                ? kind
                : new MessageKind(kind.source(), cut(kind.type()), cut(kind.event()), cut(kind.changeType()));
    }

    private static String cut(String word) {
        return word.length() <= MAX_LENGTH ? word : word.substring(0, MAX_LENGTH);
    }

    private static final class Seen {

        private final LongAdder count = new LongAdder();
        private volatile Instant last = Instant.now();
    }
}
