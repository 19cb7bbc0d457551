// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.delivery.SqlDialect;
import io.github.wecomcallback.delivery.StorageDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Keeps it in the table {@code wecom_kf}. */
public final class JdbcKfCursorStore implements KfCursorStore {

    private final StorageDatabase database;
    private final SqlDialect dialect;

    /**
     * @param dataSource the database, which has the table
     * @param dialect what it speaks
     */
    public JdbcKfCursorStore(DataSource dataSource, SqlDialect dialect) {
        this.database = new StorageDatabase(dataSource, dialect);
        this.dialect = dialect;
    }

    @Override
    public Seen find(KfDoor door) {
        List<Seen> found = database.statement(jdbc -> jdbc.query(
                "select state, version, " + dialect.now() + " from wecom_kf where account = ? and open_kfid = ?",
                (row, number) -> new Seen(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))),
                door.account(),
                door.openKfId()));
        return found.isEmpty() ? new Seen(null, 0, now()) : found.get(0);
    }

    private Instant now() {
        Long now = database.statement(jdbc -> jdbc.queryForObject("select " + dialect.now(), Long.class));
        return Instant.ofEpochMilli(Objects.requireNonNull(now));
    }

    @Override
    public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
        Long due = dueAt == null ? null : dueAt.toEpochMilli();
        try {
            return seen == 0
                    ? update(
                            dialect.insertUnlessThere(
                                    "insert into wecom_kf (account, open_kfid, version, state, due_at)"
                                            + " values (?, ?, 1, ?, ?)"),
                            door.account(),
                            door.openKfId(),
                            state,
                            due)
                    : update(
                            "update wecom_kf set state = ?, due_at = ?, version = version + 1"
                                    + " where account = ? and open_kfid = ? and version = ?",
                            state,
                            due,
                            door.account(),
                            door.openKfId(),
                            seen);
        } catch (DuplicateKeyException ex) {
            return false;
        }
    }

    @Override
    public boolean remove(KfDoor door, long seen) {
        return update(
                "delete from wecom_kf where account = ? and open_kfid = ? and version = ?",
                door.account(),
                door.openKfId(),
                seen);
    }

    private boolean update(String sql, @Nullable Object... arguments) {
        return database.statement(jdbc -> jdbc.update(sql, arguments)) == 1;
    }

    /** The time is a query of its own, since PostgreSQL uses no index for what is compared to a clock that runs on. */
    @Override
    public List<Entry> due(int limit) {
        return entries(" where due_at <= (select " + dialect.now() + ") order by due_at limit " + limit);
    }

    @Override
    public List<Entry> all() {
        return entries("");
    }

    private List<Entry> entries(String condition) {
        return database.statement(jdbc -> jdbc.query(
                "select account, open_kfid, state, version, " + dialect.now() + " from wecom_kf" + condition,
                JdbcKfCursorStore::entry));
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        Seen seen = new Seen(row.getString(3), row.getLong(4), Instant.ofEpochMilli(row.getLong(5)));
        return new Entry(new KfDoor(row.getString(1), row.getString(2)), seen);
    }
}
