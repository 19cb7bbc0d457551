// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.WeCom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.jdbc.core.JdbcTemplate;

/** What waits although nothing is to run it. */
class InboxSweepTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final Clock clock = Clock.systemUTC();
    private HikariDataSource dataSource;

    @AfterEach
    void closePool() {
        dataSource.close();
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void what_nothing_is_to_run_is_run_after_the_next_start(Pools database) {
        dataSource = database.withTables();
        Both both = new Both();
        try (InboxNode node = InboxNode.on(dataSource, both).build()) {
            node.deliver(WeCom.text("one", 1));
            node.deliver(WeCom.text("two", 2));
            // As a node of an older version may have left it.
            jdbc().update("delete from wecom_inbox_task");
            jdbc().update("update wecom_inbox set changed_at = 1767232861000");

            node.start();

            await().untilAsserted(() -> assertThat(node.waiting()).isZero());
            assertThat(both.seen).containsExactlyInAnyOrder("one", "two", "one", "two");
            assertThat(node.inbox().statistics().countRescheduled()).isEqualTo(4);
            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith("4 messages waited in the inbox and nothing was to run them");
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void what_is_to_be_run_or_young_or_done_is_left_alone(Pools database) {
        dataSource = database.withTables();
        Instant longAgo = clock.instant().minus(Duration.ofHours(1));
        insert("young", "WAITING", clock.instant());
        insert("done", "HANDLED", longAgo);
        insert("dead", "DEAD", longAgo);
        insert("scheduled", "WAITING", longAgo);
        lanes().addMissing(new Lane("scheduled"));
        InboxStatistics statistics = new InboxStatistics();

        sweep(statistics).run();

        assertThat(tasks()).containsExactly("scheduled");
        assertThat(statistics.countRescheduled()).isZero();
        assertThat(log.text()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_run_does_a_part_of_the_work_and_the_next_goes_on(Pools database) {
        dataSource = database.withTables();
        IntStream.range(0, 620).forEach(i -> insert("lane" + i, "WAITING", Instant.EPOCH));
        insert("lane0", "WAITING", Instant.EPOCH);
        InboxStatistics statistics = new InboxStatistics();

        sweep(statistics).run();
        int first = tasks().size();
        sweep(statistics).run();
        sweep(statistics).run();

        assertThat(first).isEqualTo(500);
        assertThat(tasks()).hasSize(620);
        assertThat(statistics.countRescheduled()).isEqualTo(621);
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_lane_that_somebody_else_schedules_meanwhile_is_scheduled_once(Pools database) {
        dataSource = database.withTables();

        assertThat(lanes().addMissing(new Lane("lane"))).isTrue();
        assertThat(lanes().addMissing(new Lane("lane"))).isFalse();

        assertThat(tasks()).containsExactly("lane");
    }

    private InboxSweep sweep(InboxStatistics statistics) {
        OutageLog outages = new OutageLog(LoggerFactory.getLogger(InboxSweep.class), clock);
        return new InboxSweep(new InboxTable(database(), clock), lanes(), statistics, outages, clock);
    }

    private LaneSchedule lanes() {
        return new LaneSchedule(
                database(), InboxScheduler.customization(database().dialect()), clock);
    }

    private StorageDatabase database() {
        return InboxNode.database(dataSource);
    }

    private JdbcTemplate jdbc() {
        return Pools.jdbc(dataSource);
    }

    private List<String> tasks() {
        return jdbc().queryForList(
                        "select task_instance from wecom_inbox_task where task_name = 'wecom-inbox'", String.class);
    }

    private void insert(String lane, String state, Instant changed) {
        jdbc().update(
                        "insert into wecom_inbox (lane, message_key, handler, account, kind, state, attempts, received_at,"
                                + " changed_at, encrypted, payload) values (?, ?, 'h', 'a', 'k', ?, 0, ?, ?, false, ?)",
                        lane,
                        Long.toHexString(System.nanoTime()),
                        state,
                        changed.toEpochMilli(),
                        changed.toEpochMilli(),
                        new byte[0]);
    }

    static class Both {

        final List<String> seen = new CopyOnWriteArrayList<>();

        @WeComMessageHandler(type = "text")
        void see(UserMessage.Text text) {
            seen.add(text.content());
        }

        @WeComMessageHandler(type = "text", ordered = true)
        void seeInOrder(UserMessage.Text text) {
            seen.add(text.content());
        }
    }
}
