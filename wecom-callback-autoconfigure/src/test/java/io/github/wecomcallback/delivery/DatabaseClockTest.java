// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.SettableClock;
import io.github.wecomcallback.support.SummerTime;
import io.github.wecomcallback.support.UnreliableDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class DatabaseClockTest {

    private static final Clock HOUR_AHEAD = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

    @ParameterizedTest
    @EnumSource(Databases.class)
    void it_tells_the_databases_time_whatever_the_nodes_clock_says(Databases database) {
        try (HikariDataSource dataSource = database.empty()) {
            DatabaseClock clock = new DatabaseClock(database(dataSource), HOUR_AHEAD);

            assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            assertThat(clock.ahead()).isCloseTo(Duration.ofHours(1), Duration.ofMinutes(1));
            assertThat(clock.of(HOUR_AHEAD.instant())).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        }
    }

    @Test
    void between_two_readings_it_counts_on_by_itself() {
        Instant told = Instant.parse("2026-06-01T12:00:00Z");
        try (HikariDataSource dataSource = Databases.MARIADB.empty()) {
            UnreliableDataSource database = new UnreliableDataSource(SummerTime.in(dataSource, told));
            SettableClock own = clockAt(told.plusSeconds(90));
            DatabaseClock clock = new DatabaseClock(new StorageDatabase(database, SqlDialect.MARIADB), own, nanos::get);

            assertThat(clock.ahead()).isNull();
            assertThat(clock.instantIfRead()).isEqualTo(told.plusSeconds(90));
            assertThat(clock.read()).isFalse();
            database.goAway();
            nanos.addAndGet(Duration.ofSeconds(7).toNanos());
            own.moveAhead(Duration.ofDays(1));

            assertThat(clock.instant()).isEqualTo(told.plusSeconds(7));
            assertThat(clock.ahead()).isEqualTo(Duration.ofDays(1).plusSeconds(83));
            assertThatExceptionOfType(CannotGetJdbcConnectionException.class).isThrownBy(clock::read);
            assertThat(clock.instant()).isEqualTo(told.plusSeconds(7));
        }
    }

    @Test
    void it_says_when_the_database_tells_another_time_than_was_to_be_expected() {
        Instant told = Instant.parse("2026-06-01T12:00:00Z");
        try (HikariDataSource dataSource = Databases.MARIADB.empty()) {
            StorageDatabase database = new StorageDatabase(SummerTime.in(dataSource, told), SqlDialect.MARIADB);
            DatabaseClock clock = new DatabaseClock(database, clockAt(told), nanos::get);
            clock.read();

            assertThat(clock.read()).as("at the same moment").isFalse();
            nanos.addAndGet(Duration.ofSeconds(30).toNanos());
            assertThat(clock.read()).as("its time has stood still").isTrue();

            assertThat(clock.instant()).isEqualTo(told);
        }
    }

    @Test
    void a_clock_that_is_off_is_mentioned_once_and_again_when_it_is_off_otherwise() {
        try (HikariDataSource dataSource = Databases.H2.empty()) {
            SettableClock own = clockAt(Instant.now().plusSeconds(30));
            DatabaseClock clock = new DatabaseClock(database(dataSource), own, nanos::get);

            clock.read();
            nanos.addAndGet(Duration.ofMinutes(-1).toNanos());
            clock.read();
            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("ahead of the database's");
            own.moveAhead(Duration.ofSeconds(-60));
            nanos.addAndGet(Duration.ofMinutes(-1).toNanos());
            clock.read();

            assertThat(log.messages(Level.WARN)).hasSize(2).last().asString().contains("behind the database's");
        }
    }

    @Test
    void what_was_never_read_is_read_when_it_is_asked_for_or_it_fails() {
        try (HikariDataSource dataSource = Databases.H2.empty()) {
            UnreliableDataSource unreliable = new UnreliableDataSource(dataSource);
            DatabaseClock clock = new DatabaseClock(new StorageDatabase(unreliable, SqlDialect.H2), HOUR_AHEAD);
            unreliable.goAway();

            assertThatExceptionOfType(CannotGetJdbcConnectionException.class).isThrownBy(clock::instant);
            unreliable.comeBack();

            assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        }
    }

    private static SettableClock clockAt(Instant time) {
        SettableClock clock = new SettableClock();
        clock.moveAhead(Duration.between(clock.instant(), time));
        return clock;
    }

    private static StorageDatabase database(HikariDataSource dataSource) {
        try {
            return new StorageDatabase(dataSource, SqlDialect.of(dataSource));
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
