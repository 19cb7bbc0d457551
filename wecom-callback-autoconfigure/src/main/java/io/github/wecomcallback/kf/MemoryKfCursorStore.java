// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;

/** Keeps it in this node: for one node, which after a restart does not know where it was. */
@RequiredArgsConstructor
public final class MemoryKfCursorStore implements KfCursorStore {

    private final Map<KfDoor, Kept> kept = new ConcurrentHashMap<>();
    private final Clock clock;

    @Override
    public Seen find(KfDoor door) {
        Kept found = kept.get(door);
        return found == null
                ? new Seen(null, 0, clock.instant())
                : new Seen(found.state, found.version, clock.instant());
    }

    @Override
    public boolean write(KfDoor door, String state, long seen) {
        AtomicBoolean written = new AtomicBoolean();
        kept.compute(door, (key, latest) -> {
            if ((latest == null ? 0 : latest.version) != seen) {
                return latest;
            }
            written.set(true);
            return new Kept(state, seen + 1);
        });
        return written.get();
    }

    @Override
    public List<KfDoor> doors() {
        return List.copyOf(kept.keySet());
    }

    private record Kept(String state, long version) {}
}
