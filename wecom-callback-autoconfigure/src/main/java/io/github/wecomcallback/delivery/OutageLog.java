// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import org.slf4j.Logger;

/**
 * Says that a store is not available, now and then rather than once for each callback, and without what the store quotes of
 * the data: that is at trace only. Thread-safe.
 */
@RequiredArgsConstructor
final class OutageLog {

    private static final Duration QUIET = Duration.ofSeconds(10);

    private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);
    private final Logger log;
    private final Clock clock;

    /** Says it, unless something was said a moment ago. */
    void warn(String sentence, Throwable error) {
        long now = clock.millis();
        long until = quietUntil.get();
        if (now >= until && quietUntil.compareAndSet(until, now + QUIET.toMillis())) {
            log.warn("{} ({})", sentence, describe(error));
        }
        trace(error);
    }

    /** What is tried again is nothing to bother anybody with. */
    void trace(Throwable error) {
        log.trace("A store fails", error);
    }

    private static String describe(Throwable error) {
        String type = error.getClass().getSimpleName();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return type + ", SQL state " + sql.getSQLState();
            }
        }
        return type;
    }
}
