// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.handler.HandlerTimeouts;
import java.time.Duration;
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
    private @Nullable Latest latest;

    InboxMonitor(InboxTable table, HandlerTimeouts timeouts, int threads) {
        this.table = table;
        this.timeouts = timeouts;
        this.threads = threads;
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
