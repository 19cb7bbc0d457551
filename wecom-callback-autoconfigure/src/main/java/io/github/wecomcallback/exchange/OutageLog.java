// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import org.slf4j.Logger;

/**
 * Says that something is not to be had at the moment, such as room or a store: now and then rather than once for each
 * callback, and without what a store quotes of the data, which is at trace only. Thread-safe.
 */
@RequiredArgsConstructor
public final class OutageLog {

    private static final Duration QUIET = Duration.ofSeconds(10);

    private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);
    private final Logger log;
    private final Clock clock;

    /** Says it, unless something was said a moment ago. */
    public void warn(String sentence, Throwable error) {
        if (isTime()) {
            log.warn("{} ({})", sentence, describe(error));
        }
        trace(error);
    }

    /** Says it, unless something was said a moment ago. */
    public void warn(String sentence) {
        if (isTime()) {
            log.warn(sentence);
        }
    }

    /** What is tried again is nothing to bother anybody with. */
    public void trace(Throwable error) {
        log.trace("A store fails", error);
    }

    private boolean isTime() {
        long now = clock.millis();
        long until = quietUntil.get();
        return now >= until && quietUntil.compareAndSet(until, now + QUIET.toMillis());
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
