// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.delivery.SqlDialect;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps it in the table {@code wecom_kf}. */
public final class JdbcKfCursorStore implements KfCursorStore {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SqlDialect dialect;

    /**
     * @param dataSource the database, which has the table
     * @param dialect what it speaks
     */
    public JdbcKfCursorStore(DataSource dataSource, SqlDialect dialect) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.dialect = dialect;
    }

    @Override
    public Seen find(KfDoor door) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Seen> found = jdbc.query(
                    "select state, version, " + dialect.now() + " from wecom_kf where account = ? and open_kfid = ?",
                    (row, number) -> new Seen(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))),
                    door.account(),
                    door.openKfId());
            return found.isEmpty() ? new Seen(null, 0, now()) : found.get(0);
        }));
    }

    private Instant now() {
        return Instant.ofEpochMilli(Objects.requireNonNull(jdbc.queryForObject("select " + dialect.now(), Long.class)));
    }

    @Override
    public boolean write(KfDoor door, String state, long seen) {
        try {
            return seen == 0
                    ? update(
                            dialect.insertUnlessThere(
                                    "insert into wecom_kf (account, open_kfid, version, state) values (?, ?, 1, ?)"),
                            door.account(),
                            door.openKfId(),
                            state)
                    : update(
                            "update wecom_kf set state = ?, version = version + 1"
                                    + " where account = ? and open_kfid = ? and version = ?",
                            state,
                            door.account(),
                            door.openKfId(),
                            seen);
        } catch (DuplicateKeyException ex) {
            return false;
        }
    }

    private boolean update(String sql, Object... arguments) {
        Integer rows = transaction.execute(status -> jdbc.update(sql, arguments));
        return rows != null && rows == 1;
    }

    @Override
    public List<KfDoor> doors() {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.query(
                "select account, open_kfid from wecom_kf",
                (row, number) -> new KfDoor(row.getString(1), row.getString(2)))));
    }
}
