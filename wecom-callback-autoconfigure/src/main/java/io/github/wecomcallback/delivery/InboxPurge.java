// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.time.Clock;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Deletes what was kept for long enough, a little at a time. One node at a time does. */
@Slf4j
@RequiredArgsConstructor
final class InboxPurge implements Runnable {

    private static final int AT_A_TIME = 500;

    private final InboxTable table;
    private final InboxSettings settings;
    private final Clock clock;

    @Override
    public void run() {
        long handled = purge(InboxState.HANDLED, settings.keepHandled());
        long dead = purge(InboxState.DEAD, settings.keepDead());
        if (handled + dead > 0) {
            log.info("Deleted {} handled callbacks and {} dead letters from the inbox", handled, dead);
        }
    }

    private long purge(InboxState state, Duration keep) {
        long deleted = 0;
        int some;
        do {
            some = table.purge(state, clock.instant().minus(keep), AT_A_TIME);
            deleted += some;
        } while (some == AT_A_TIME && !Thread.currentThread().isInterrupted());
        return deleted;
    }
}
