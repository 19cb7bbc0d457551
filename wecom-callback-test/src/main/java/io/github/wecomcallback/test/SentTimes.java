// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which time old plaintexts were given when they were sent: for a while, the same ones the same. Thread-safe. */
final class SentTimes {

    private static final int MOST = 1_000;

    private final Map<String, Instant> times = new LinkedHashMap<>();
    private final Duration keep;

    SentTimes(Duration keep) {
        this.keep = keep;
    }

    synchronized Instant of(String plaintext) {
        Instant now = Instant.now();
        Instant before = times.get(plaintext);
        if (before != null && before.isAfter(now.minus(keep))) {
            return before;
        }
        times.remove(plaintext);
        times.put(plaintext, now);
        if (times.size() > MOST) {
            times.remove(times.keySet().iterator().next());
        }
        return now;
    }
}
