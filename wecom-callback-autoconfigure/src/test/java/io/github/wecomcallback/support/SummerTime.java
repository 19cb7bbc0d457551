// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A MariaDB whose sessions are in a place that puts its clocks forward and back, with a clock that stands still. */
public final class SummerTime {

    /** Clocks went from 2:00 to 3:00. */
    public static final Instant SPRING = Instant.parse("2026-03-29T01:00:00Z");

    /** Clocks went from 3:00 to 2:00. */
    public static final Instant AUTUMN = Instant.parse("2026-10-25T01:00:00Z");

    /** Not known to the server until it is told: it comes without any. */
    private static final String ZONE = "Tests/Berlin";

    private SummerTime() {}

    /** Moments at which somebody who counts by the clock on the wall could go wrong. */
    public static List<Instant> moments() {
        return Stream.of(SPRING, AUTUMN)
                .flatMap(jump -> IntStream.of(-5400, -3600, -1800, -1, 0, 1, 1800, 3599, 3600, 5400)
                        .mapToObj(jump::plusSeconds))
                .toList();
    }

    /**
     * The same database, seen from that place and at that time.
     *
     * @param database of a MariaDB
     * @param now what its clock shows
     */
    public static DataSource in(DataSource database, Instant now) {
        create(new JdbcTemplate(database));
        String set = "set time_zone = '%s', timestamp = %d.%03d"
                .formatted(ZONE, now.getEpochSecond(), now.getNano() / 1_000_000);
        return new DelegatingDataSource(database) {

            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                try (Statement statement = connection.createStatement()) {
                    statement.execute(set);
                }
                return connection;
            }
        };
    }

    private static synchronized void create(JdbcTemplate jdbc) {
        if (jdbc.queryForObject("select count(*) from mysql.time_zone_name where name = ?", Integer.class, ZONE) > 0) {
            return;
        }
        ZoneRules rules = ZoneId.of("Europe/Berlin").getRules();
        jdbc.update("insert into mysql.time_zone (time_zone_id, use_leap_seconds) values (7, 'N')");
        jdbc.update("insert into mysql.time_zone_name (name, time_zone_id) values (?, 7)", ZONE);
        for (int hours = 1; hours <= 2; hours++) {
            jdbc.update(
                    "insert into mysql.time_zone_transition_type"
                            + " (time_zone_id, transition_type_id, `offset`, is_dst, abbreviation)"
                            + " values (7, ?, ?, ?, 'x')",
                    hours,
                    ZoneOffset.ofHours(hours).getTotalSeconds(),
                    hours - 1);
        }
        ZoneOffsetTransition jump = rules.nextTransition(Instant.parse("2020-01-01T00:00:00Z"));
        for (int i = 0; i < 20; i++) {
            jdbc.update(
                    "insert into mysql.time_zone_transition (time_zone_id, transition_time, transition_type_id)"
                            + " values (7, ?, ?)",
                    jump.toEpochSecond(),
                    jump.getOffsetAfter().getTotalSeconds() / 3600);
            jump = rules.nextTransition(jump.getInstant());
        }
    }
}
