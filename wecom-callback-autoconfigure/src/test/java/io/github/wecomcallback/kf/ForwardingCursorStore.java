// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does what another store does, so that a test need only say where it does not. */
class ForwardingCursorStore implements KfCursorStore {

    private final KfCursorStore store;

    ForwardingCursorStore(KfCursorStore store) {
        this.store = store;
    }

    @Override
    public Seen find(KfDoor door) {
        return store.find(door);
    }

    @Override
    public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
        return store.write(door, state, dueAt, seen);
    }

    @Override
    public boolean remove(KfDoor door, long seen) {
        return store.remove(door, seen);
    }

    @Override
    public List<Entry> due(int limit) {
        return store.due(limit);
    }

    @Override
    public List<Entry> all() {
        return store.all();
    }
}
