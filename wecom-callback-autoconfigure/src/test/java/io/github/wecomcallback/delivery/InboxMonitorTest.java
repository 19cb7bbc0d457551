// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.handler.HandlerTimeouts;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.UnreliableDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class InboxMonitorTest {

    private static final HikariDataSource H2 = Databases.H2.withTables();

    private final UnreliableDataSource database = new UnreliableDataSource(H2);
    private final InboxMonitor monitor = new InboxMonitor(
            new InboxTable(new StorageDatabase(database, SqlDialect.H2), Clock.systemUTC()),
            new HandlerTimeouts(Duration.ofMinutes(1)),
            8,
            new DatabaseClock(new StorageDatabase(database, SqlDialect.H2), Clock.systemUTC()));

    @AfterAll
    static void close() {
        H2.close();
    }

    @Test
    void the_database_is_asked_once_in_a_while_however_many_ask() {
        InboxOverview first = monitor.overview();

        database.goAway();

        assertThat(IntStream.range(0, 100).parallel().mapToObj(i -> monitor.overview()))
                .allMatch(overview -> overview == first);
    }

    @Test
    void that_it_did_not_tell_is_not_remembered() {
        database.goAway();
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(monitor::overview);

        database.comeBack();

        assertThat(monitor.overview()).isNotNull();
    }
}
