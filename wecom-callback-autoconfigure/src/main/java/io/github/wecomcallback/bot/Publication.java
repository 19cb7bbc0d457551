// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What other nodes were told of a stream. Thread-safe; one at a time tells them. */
final class Publication {

    private static final long NEVER = Long.MIN_VALUE;

    private final Lock order = new ReentrantLock();
    private boolean atWork;
    private long changes = NEVER;
    private long publishedAt;
    private long endPublishedAt = NEVER;

    /** Is held while the store is told, so that nothing older comes behind what is newer. */
    Lock order() {
        return order;
    }

    /** Whether it is time to publish, and nobody does; then it is the caller who does. */
    synchronized boolean begin(long changes, long now, Duration renewal) {
        boolean due = changes != this.changes || now - publishedAt >= renewal.toMillis();
        if (atWork || !due) {
            return false;
        }
        atWork = true;
        return true;
    }

    /** The caller is done, or has failed. */
    synchronized void end() {
        atWork = false;
    }

    /**
     * It was published.
     *
     * @param asked how long ago another node was asked, or null when none was
     * @return whether that node knew of the end then
     */
    synchronized boolean published(long changes, boolean isOver, long now, @Nullable Duration asked) {
        boolean toldTheEnd = asked != null && endPublishedAt != NEVER && now - asked.toMillis() >= endPublishedAt;
        this.changes = changes;
        publishedAt = now;
        if (isOver && endPublishedAt == NEVER) {
            endPublishedAt = now;
        }
        return toldTheEnd;
    }
}
