// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Says which lanes are to be run, by rows in db-scheduler's table. Joins the transaction that is on its way, so that a lane is
 * run if and only if there is something in it.
 *
 * <p>A shared lane that is scheduled already is locked until the transaction ends: whoever runs it does not leave it before
 * having seen what was added ({@link LaneRunner}). It may be created by another transaction at the same moment, and it may be
 * left at the same moment; so the row is asked for until it is either locked or new.
 */
final class LaneSchedule {

    /** The name of the task in db-scheduler's table. */
    static final String TASK = "wecom-inbox";

    /** The name of db-scheduler's table. */
    static final String TABLE = "wecom_inbox_task";

    /** Each one waits for whoever is at the lane, so this is not even reached when many are. */
    private static final int TRIES = 20;

    private static final String INSERT = "insert into " + TABLE
            + " (task_name, task_instance, execution_time, picked, version) values ('" + TASK + "', ?, ?, false, 1)";

    private final StorageDatabase database;
    private final JdbcCustomization columns;
    private final Clock clock;
    private final String insertOrLock;
    private final String insertUnlessThere;

    /**
     * @param database where the table is
     * @param columns how db-scheduler writes times into it
     * @param clock tells the time
     */
    LaneSchedule(StorageDatabase database, JdbcCustomization columns, Clock clock) {
        this.database = database;
        this.columns = columns;
        this.clock = clock;
        this.insertOrLock = database.dialect().insertOrLock(INSERT, "task_name, task_instance", "version");
        this.insertUnlessThere = database.dialect().insertUnlessThere(INSERT);
    }

    /** Has lanes run, in a transaction. */
    void add(Collection<Lane> lanes) {
        // In one order, or else transactions that lock several could wait for each other.
        List<Lane> sorted =
                lanes.stream().distinct().sorted(Comparator.comparing(Lane::id)).toList();
        List<Lane> ofTheirOwn = sorted.stream().filter(lane -> !lane.isShared()).toList();
        if (!ofTheirOwn.isEmpty()) {
            database.statement(jdbc -> jdbc.batchUpdate(INSERT, ofTheirOwn, ofTheirOwn.size(), this::set));
        }
        sorted.stream().filter(Lane::isShared).forEach(this::hold);
    }

    /** Has a lane run if it is not to be run anyway. Returns whether it was not. */
    boolean addMissing(Lane lane) {
        try {
            return insert(insertUnlessThere, lane) > 0;
        } catch (DuplicateKeyException ex) {
            return false;
        }
    }

    /** Has a lane run, whether or not it is to be run already, in a transaction: until that ends nobody leaves it. */
    void hold(Lane lane) {
        for (int i = 0; i < TRIES; i++) {
            if (isCreatedOrLocked(lane) || lock(lane)) {
                return;
            }
        }
        throw new CannotAcquireLockException("Others come and go in the lane, and leave no room");
    }

    /** Returns false when the database can do only the one, and the lane was there. */
    private boolean isCreatedOrLocked(Lane lane) {
        try {
            insert(insertOrLock, lane);
            return true;
        } catch (DuplicateKeyException ex) {
            return false;
        }
    }

    /** Locks a lane until the end of the transaction. Returns false when it is not scheduled. */
    boolean lock(Lane lane) {
        return !database.statement(jdbc -> jdbc.queryForList(
                        "select version from " + TABLE + " where task_name = ? and task_instance = ? for update",
                        Long.class,
                        TASK,
                        lane.id()))
                .isEmpty();
    }

    private int insert(String sql, Lane lane) {
        return database.statement(jdbc -> jdbc.update(sql, row -> set(row, lane)));
    }

    private void set(PreparedStatement row, Lane lane) throws SQLException {
        row.setString(1, lane.id());
        columns.setInstant(row, 2, clock.instant());
    }
}
