// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Counts calls against a rate. What is refused does not count. */
final class RateLimit {

    private static final int TOO_OFTEN = 45009;

    private final FakeClock clock;
    private final ArrayDeque<Instant> taken = new ArrayDeque<>();

    RateLimit(FakeClock clock) {
        this.clock = clock;
    }

    synchronized void take(@Nullable Rate rate) {
        if (rate == null) {
            return;
        }
        Instant now = clock.now();
        Instant begin = now.minus(rate.per());
        while (!taken.isEmpty() && !taken.peek().isAfter(begin)) {
            taken.remove();
        }
        if (taken.size() >= rate.calls()) {
            throw new ApiException(TOO_OFTEN, "api freq out of limit");
        }
        taken.add(now);
    }
}
