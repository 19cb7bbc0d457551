// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The platform's time. It runs as ours does, and can be moved ahead. */
final class FakeClock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    Instant now() {
        return Instant.now().plus(ahead.get());
    }

    void moveAhead(Duration time) {
        ahead.accumulateAndGet(time, Duration::plus);
    }

    boolean isOver(Instant begin, Duration validity) {
        return !now().isBefore(begin.plus(validity));
    }
}
