// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.delivery.ClaimStore.Claim;
import io.github.wecomcallback.delivery.ClaimStore.Standing;
import io.github.wecomcallback.delivery.ClaimStore.Standing.State;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.SummerTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcClaimStoreTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @ParameterizedTest
    @EnumSource(Databases.class)
    void a_pool_that_does_not_commit_by_itself_loses_nothing(Databases database) throws SQLException {
        try (HikariDataSource dataSource = database.withTables();
                HikariDataSource manual = new HikariDataSource()) {
            dataSource.copyStateTo(manual);
            manual.setAutoCommit(false);
            ClaimStore store = new JdbcClaimStore(manual, SqlDialect.of(manual));

            store.claim(new Claim("a", "1"), LONG);
            store.claim(new Claim("b", "2"), LONG);
            store.renew(List.of(new Claim("a", "1")), LONG);
            store.done(new Claim("b", "2"), null, LONG);

            ClaimStore other = new JdbcClaimStore(dataSource, SqlDialect.of(dataSource));
            assertThat(other.claim(new Claim("a", "3"), LONG).state()).isEqualTo(State.HELD);
            assertThat(other.claim(new Claim("b", "4"), LONG).state()).isEqualTo(State.DONE);
            assertThat(store.claim(new Claim("b", "5"), LONG).state()).isEqualTo(State.DONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void what_is_long_over_is_removed_and_nothing_else(Databases database) throws SQLException {
        try (HikariDataSource dataSource = database.withTables()) {
            ClaimStore store = new JdbcClaimStore(dataSource, SqlDialect.of(dataSource));
            String row = "('over%d', 'DONE', '1', 1767232861000, false)";
            new JdbcTemplate(dataSource)
                    .update("insert into wecom_guard (message_key, state, claim, valid_until, encrypted) values "
                            + IntStream.range(0, 1_001).mapToObj(row::formatted).collect(Collectors.joining(",")));
            store.claim(new Claim("lapsed", "2"), Duration.ofMillis(1));
            store.claim(new Claim("held", "3"), LONG);

            store.purge();

            assertThat(new JdbcTemplate(dataSource)
                            .queryForList("select message_key from wecom_guard order by message_key", String.class))
                    .containsExactly("held", "lapsed");
        }
    }

    @Test
    void a_claim_holds_for_its_lease_and_no_longer_when_clocks_are_put_forward_or_back() {
        try (HikariDataSource database = Databases.MARIADB.withTables()) {
            for (Instant moment : SummerTime.moments()) {
                String key = moment.toString();
                at(database, moment).claim(new Claim(key, "1"), Duration.ofSeconds(5));

                Standing soon = at(database, moment.plusSeconds(4)).claim(new Claim(key, "2"), LONG);
                Standing later = at(database, moment.plusSeconds(6)).claim(new Claim(key, "3"), LONG);

                assertThat(soon.state()).as(key).isEqualTo(State.HELD);
                assertThat(later.state()).as(key).isEqualTo(State.CLAIMED);
            }
        }
    }

    private static ClaimStore at(HikariDataSource database, Instant now) {
        return new JdbcClaimStore(SummerTime.in(database, now), SqlDialect.MARIADB);
    }
}
