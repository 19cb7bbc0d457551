// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.wecomcallback.handler.HandlerTimeouts;
import java.time.Duration;

/** Tells how the inbox stands. Asks the database every few seconds at most, however often it is asked. Thread-safe. */
public class InboxMonitor {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Cache<Boolean, InboxOverview> latest =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build();
    private final InboxTable table;
    private final HandlerTimeouts timeouts;
    private final int threads;

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
        return latest.get(Boolean.TRUE, key -> table.overview());
    }
}
