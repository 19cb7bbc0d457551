// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.SummerTime;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** When what is in the inbox is to be run. */
class DueTimesTest {

    @Test
    void what_is_due_now_is_so_in_the_hour_that_clocks_leave_out_or_repeat() {
        try (HikariDataSource database = Databases.MARIADB.withTables()) {
            for (Instant moment : SummerTime.moments()) {
                // It is sent to the database in digits, as if they were those of a clock on the wall there.
                Instant sent = moment.plus(Duration.ofHours(1));
                DataSource there = SummerTime.in(database, sent);
                try (InboxNode node =
                        InboxNode.on(there, new InboxTest.Recorder()).build()) {

                    int status = node.deliver(WeCom.text("hi", sent.getEpochSecond()));

                    assertThat(status).as(sent.toString()).isEqualTo(200);
                    assertThat(due(there)).anySatisfy(due -> assertThat(due).isBetween(sent, sent.plusSeconds(60)));
                }
            }
        }
    }

    private static List<Instant> due(DataSource dataSource) {
        return SchedulerClient.Builder.create(dataSource)
                .tableName(LaneSchedule.TABLE)
                .jdbcCustomization(InboxScheduler.customization(SqlDialect.MARIADB))
                .build()
                .getScheduledExecutionsForTask(LaneSchedule.TASK)
                .stream()
                .map(ScheduledExecution::getExecutionTime)
                .toList();
    }
}
