// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lombok.extern.slf4j.Slf4j;

/** Says that a store fails: about once a second, however many deliveries find out, and without what was in a statement. */
@Slf4j
final class StoreFailures {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong said = new AtomicLong(System.nanoTime() - PAUSE);

    void warn(String consequence, Throwable failure) {
        long now = System.nanoTime();
        long last = said.get();
        if (now - last >= PAUSE && said.compareAndSet(last, now)) {
            log.warn("The store of the redelivery guard fails ({}); {}", describe(failure), consequence);
        }
        debug(failure);
    }

    void debug(Throwable failure) {
        log.debug("The store of the redelivery guard fails", failure);
    }

    private static String describe(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return type + ", SQL state " + sql.getSQLState();
            }
        }
        return type;
    }
}
