// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how far each customer-service account was pulled, for all nodes: a short text for each, which is written only by who
 * has seen the latest, and when somebody is to look at it. Thread-safe.
 *
 * <p>All nodes ask every few seconds what is due, so {@link #due} should cost no more with thousands of doors than with one,
 * as long as few of them are due: by an index, say.
 */
public interface KfCursorStore {

    /** What is known of a door, with the store's own time. */
    Seen find(KfDoor door);

    /**
     * Writes what is known of a door.
     *
     * @param state at most 4000 characters
     * @param dueAt when somebody is to look at it, by the store's time, or null when nobody has to
     * @param seen the version that was found, 0 where nothing was
     * @return whether it was still the latest; if not, nothing is written
     */
    boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen);

    /**
     * Forgets a door.
     *
     * @param seen the version that was found
     * @return whether it was still the latest; if not, nothing is forgotten
     */
    boolean remove(KfDoor door, long seen);

    /**
     * What somebody is to look at by now, by the store's time: what is due longest first.
     *
     * @param limit how many at most
     */
    List<Entry> due(int limit);

    /** All that is known, at one look. */
    List<Entry> all();

    /**
     * What was found.
     *
     * @param state what is known, or null for nothing yet
     * @param version its version, 0 for nothing yet
     * @param now the time at the store, which all nodes have in common
     */
    record Seen(@Nullable String state, long version, Instant now) {}

    /**
     * What was found of a door.
     *
     * @param door the door
     * @param seen what is known of it
     */
    record Entry(KfDoor door, Seen seen) {}
}
