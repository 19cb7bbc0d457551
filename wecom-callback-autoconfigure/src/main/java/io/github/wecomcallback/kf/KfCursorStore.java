// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how far each customer-service account was pulled, for all nodes: a short text for each, which is written only by who
 * has seen the latest. Thread-safe.
 */
public interface KfCursorStore {

    /** What is known of a door, with the store's own time. */
    Seen find(KfDoor door);

    /**
     * Writes what is known of a door.
     *
     * @param seen the version that was found, 0 where nothing was
     * @return whether it was still the latest; if not, nothing is written
     */
    boolean write(KfDoor door, String state, long seen);

    /** All doors that something is known of. */
    List<KfDoor> doors();

    /**
     * What was found.
     *
     * @param state what is known, or null for nothing yet
     * @param version its version, 0 for nothing yet
     * @param now the time at the store, which all nodes have in common
     */
    record Seen(@Nullable String state, long version, Instant now) {}
}
