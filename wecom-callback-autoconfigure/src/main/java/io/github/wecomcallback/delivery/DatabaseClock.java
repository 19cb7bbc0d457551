// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.LongSupplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;

/**
 * The database's time, by which all its nodes go, whatever their own clocks say. It is read now and then; in between it is
 * counted on, by what no setting of a clock changes. Thread-safe.
 *
 * <p>It is as exact as the database is quick to answer: half of the time that this takes is how far a reading may be off.
 */
@Slf4j
final class DatabaseClock extends Clock {

    private static final int READINGS = 3;
    private static final Duration QUICK = Duration.ofMillis(20);

    /** The database tells whole milliseconds. */
    private static final Duration ROUNDED = Duration.ofMillis(1);

    private static final Duration WORTH_MENTIONING = Duration.ofSeconds(1);

    private final StorageDatabase database;
    private final Clock own;
    private final LongSupplier nanoTime;
    private Duration mentioned = Duration.ZERO;
    private volatile @Nullable Reading latest;

    /**
     * @param database whose time it is
     * @param own this node's clock, to compare it with
     */
    DatabaseClock(StorageDatabase database, Clock own) {
        this(database, own, System::nanoTime);
    }

    DatabaseClock(StorageDatabase database, Clock own, LongSupplier nanoTime) {
        this.database = database;
        this.own = own;
        this.nanoTime = nanoTime;
    }

    /**
     * The time. The first time, it is read: as part of our transaction, where one is on its way.
     *
     * @throws DataAccessException when it was never read before, and cannot be now
     */
    @Override
    public Instant instant() {
        if (latest == null) {
            read();
        }
        return Objects.requireNonNull(latest).at(nanoTime.getAsLong());
    }

    /** The time, or this node's own before it was first read. */
    Instant instantIfRead() {
        return latest == null ? own.instant() : instant();
    }

    /** When that was by the database, what was then by this node's clock; as far as that is known. */
    Instant of(Instant byOwnClock) {
        return byOwnClock.plus(Duration.between(own.instant(), instantIfRead()));
    }

    /** How far this node's clock is ahead of the database's, negative when it is behind; null until that is known. */
    @Nullable Duration ahead() {
        Reading reading = latest;
        return reading == null ? null : Duration.between(reading.at(nanoTime.getAsLong()), own.instant());
    }

    /**
     * Reads the time, and goes by that from now on.
     *
     * @return whether it is another than was to be expected by what was read before
     * @throws DataAccessException when the database does not tell
     */
    boolean read() {
        return take(best());
    }

    private Reading best() {
        Reading best = ask();
        for (int i = 1; i < READINGS && best.uncertainty.compareTo(QUICK) > 0; i++) {
            Reading next = ask();
            best = next.uncertainty.compareTo(best.uncertainty) < 0 ? next : best;
        }
        return best;
    }

    private synchronized boolean take(Reading next) {
        Reading before = latest;
        if (before != null && next.allowsFor(before)) {
            // Else the time would tremble by as much as the database takes to answer.
            return false;
        }
        latest = next;
        mention();
        return before != null;
    }

    private void mention() {
        Duration ahead = ahead();
        if (ahead != null && ahead.minus(mentioned).abs().compareTo(WORTH_MENTIONING) > 0) {
            mentioned = ahead;
            log.warn(
                    "This node's clock is {} {} the database's; the inbox goes by the database's",
                    ahead.abs(),
                    ahead.isNegative() ? "behind" : "ahead of");
        }
    }

    private Reading ask() {
        String query = "select " + database.dialect().now();
        ConnectionCallback<Reading> reading = connection -> ask(connection, query);
        return Objects.requireNonNull(database.statement(jdbc -> jdbc.execute(reading)));
    }

    /** Counted without the time that it takes to get a connection. */
    private Reading ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long begun = nanoTime.getAsLong();
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                Instant told = Instant.ofEpochMilli(row.getLong(1));
                long ended = nanoTime.getAsLong();
                Duration half = Duration.ofNanos((ended - begun) / 2);
                return new Reading(told.plus(half), ended, half.plus(ROUNDED));
            }
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("It tells instants only");
    }

    /**
     * What the database told.
     *
     * @param time the time
     * @param nanos when that was, by {@link System#nanoTime()}
     * @param uncertainty how far it may be off
     */
    record Reading(Instant time, long nanos, Duration uncertainty) {

        Instant at(long nanoTime) {
            return time.plusNanos(nanoTime - nanos);
        }

        boolean allowsFor(Reading earlier) {
            return Duration.between(time, earlier.at(nanos)).abs().compareTo(uncertainty) <= 0;
        }
    }
}
