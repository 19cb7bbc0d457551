// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.exchange.OutageLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/**
 * Finds what waits in the inbox although nothing is to run it, and has it run. There should be nothing to find: an entry and
 * that it is to be run are written in one transaction. Should that be wrong anywhere, or have been in a node of an older
 * version, or should somebody have deleted what they took for superfluous, no message is lost for it. One node at a time does.
 */
@RequiredArgsConstructor
final class InboxSweep implements Runnable {

    /** What is younger may be about to be written. */
    private static final Duration AGE = Duration.ofSeconds(10);

    private static final int AT_A_TIME = 500;

    private final InboxTable table;
    private final LaneSchedule lanes;
    private final InboxStatistics statistics;
    private final OutageLog log;
    private final Clock clock;

    @Override
    public void run() {
        long found = 0;
        for (Map.Entry<Lane, Long> stranded :
                table.stranded(clock.instant().minus(AGE), AT_A_TIME).entrySet()) {
            if (lanes.addMissing(stranded.getKey())) {
                found += stranded.getValue();
            }
        }
        if (found > 0) {
            statistics.rescheduled(found);
            log.warn(found
                    + " messages waited in the inbox and nothing was to run them; they are run now. Where no node of an"
                    + " older version is left and nobody deletes from " + LaneSchedule.TABLE + ", please report this");
        }
    }
}
