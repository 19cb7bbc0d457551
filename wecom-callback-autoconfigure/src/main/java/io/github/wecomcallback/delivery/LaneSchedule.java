// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says which lanes are to be run. Joins the transaction that is on its way, so that a lane is run if and only if there is
 * something in it.
 *
 * <p>A shared lane that is scheduled already is locked until the transaction ends: whoever runs it does not leave it before
 * having seen what was added ({@link LaneRunner}).
 */
final class LaneSchedule {

    /** The name of the task in db-scheduler's table. */
    static final String TASK = "wecom-inbox";

    /** The name of db-scheduler's table. */
    static final String TABLE = "wecom_inbox_task";

    private final SchedulerClient client;
    private final JdbcClient jdbc;
    private final Clock clock;

    LaneSchedule(SchedulerClient client, JdbcClient jdbc, Clock clock) {
        this.client = client;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(Collection<Lane> lanes) {
        List<TaskInstance<?>> ofTheirOwn = new ArrayList<>();
        for (Lane lane : new LinkedHashSet<>(lanes)) {
            if (!lane.isShared()) {
                ofTheirOwn.add(instance(lane));
            } else if (!lock(jdbc, lane)) {
                client.scheduleIfNotExists(instance(lane), clock.instant());
            }
        }
        if (!ofTheirOwn.isEmpty()) {
            client.scheduleBatch(ofTheirOwn, clock.instant());
        }
    }

    /** Locks a lane until the end of the transaction. Returns false when it is not scheduled. */
    static boolean lock(JdbcClient jdbc, Lane lane) {
        return jdbc.sql("select version from " + TABLE + " where task_name = ? and task_instance = ? for update")
                .params(TASK, lane.id())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private static TaskInstance<Void> instance(Lane lane) {
        return new TaskInstance<>(TASK, lane.id());
    }
}
