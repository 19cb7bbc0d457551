// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Keeps it in this node: for one node, which after a restart does not know where it was. */
@RequiredArgsConstructor
public final class MemoryKfCursorStore implements KfCursorStore {

    private final Map<KfDoor, Kept> kept = new ConcurrentHashMap<>();
    private final Clock clock;

    @Override
    public Seen find(KfDoor door) {
        Kept found = kept.get(door);
        return found == null ? new Seen(null, 0, clock.instant()) : found.at(clock.instant());
    }

    @Override
    public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
        return replace(door, seen, new Kept(state, dueAt, seen + 1));
    }

    @Override
    public boolean remove(KfDoor door, long seen) {
        return seen != 0 && replace(door, seen, null);
    }

    private boolean replace(KfDoor door, long seen, @Nullable Kept next) {
        AtomicBoolean replaced = new AtomicBoolean();
        kept.compute(door, (key, latest) -> {
            if ((latest == null ? 0 : latest.version) != seen) {
                return latest;
            }
            replaced.set(true);
            return next;
        });
        return replaced.get();
    }

    @Override
    public List<Entry> due(int limit) {
        Instant now = clock.instant();
        return kept.entrySet().stream()
                .filter(entry -> entry.getValue().isDue(now))
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Kept::dueAt)))
                .limit(limit)
                .map(entry -> new Entry(entry.getKey(), entry.getValue().at(now)))
                .toList();
    }

    @Override
    public List<Entry> all() {
        Instant now = clock.instant();
        return kept.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue().at(now)))
                .toList();
    }

    private record Kept(String state, @Nullable Instant dueAt, long version) {

        Seen at(Instant now) {
            return new Seen(state, version, now);
        }

        boolean isDue(Instant now) {
            return dueAt != null && !dueAt.isAfter(now);
        }
    }
}
