// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.handler.HandlerTimeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Tells how the inbox stands. Asks the database every few seconds at most, however often it is asked. Thread-safe. */
public class InboxMonitor {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Lock asking = new ReentrantLock();
    private final InboxTable table;
    private final HandlerTimeouts timeouts;
    private final int threads;
    private final DatabaseClock clock;
    private @Nullable Latest latest;

    InboxMonitor(InboxTable table, HandlerTimeouts timeouts, int threads, DatabaseClock clock) {
        this.table = table;
        this.timeouts = timeouts;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * How long ago the oldest message arrived that is to be handled; 0 when there is none.
     *
     * @throws org.springframework.dao.DataAccessException when the database does not tell
     */
    public Duration age() {
        Instant oldest = overview().oldestWaiting();
        return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
    }

    /**
     * How far this node's clock is ahead of the database's, negative when it is behind; null until that is known. The inbox
     * goes by the database's.
     */
    public @Nullable Duration clockAhead() {
        return clock.ahead();
    }

    /** What this node's threads are at, at this moment. */
    public InboxThreads threads() {
        return new InboxThreads(threads, timeouts.countHanging());
    }

    /**
     * How the inbox stood a few seconds ago.
     *
     * @throws org.springframework.dao.DataAccessException when the database does not tell
     */
    public InboxOverview overview() {
        asking.lock();
        try {
            if (latest == null || latest.isStale()) {
                latest = new Latest(table.overview(), System.nanoTime());
            }
            return latest.overview;
        } finally {
            asking.unlock();
        }
    }

    private record Latest(InboxOverview overview, long at) {

        boolean isStale() {
            return System.nanoTime() - at >= FRESH.toNanos();
        }
    }
}
