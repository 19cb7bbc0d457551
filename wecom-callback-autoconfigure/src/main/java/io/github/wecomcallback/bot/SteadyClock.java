// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock for how long something takes: it is never put forward or back. A stream whose node's clock is put right would
 * otherwise be cut for that, or be taken for dead by other nodes.
 */
public final class SteadyClock extends Clock {

    private final LongSupplier nanoTime;
    private final Instant begun;
    private final long begunNanos;

    /** Begins at the system's time, and goes its own way from there. */
    public SteadyClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    SteadyClock(Clock begin, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = begin.instant();
        this.begunNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(nanoTime.getAsLong() - begunNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("It tells instants only");
    }
}
