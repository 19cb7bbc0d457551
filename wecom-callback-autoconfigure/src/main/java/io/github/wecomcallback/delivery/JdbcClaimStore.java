// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.ClaimStore.Standing.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.SqlParameterValue;

/**
 * Claims in the table {@code wecom_guard}. Each statement stands for itself, and each write says what it expects to find:
 * no lock is held from one to the next.
 */
public final class JdbcClaimStore implements ClaimStore {

    /** Of a node that died, the progress of earlier runs is kept until a redelivery has had the time to come. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final int ATTEMPTS = 3;
    private static final int PURGE_BATCH = 500;
    private static final int PURGE_BATCHES = 200;

    private final StorageDatabase database;
    private final String insert;
    private final String select;
    private final String take;
    private final String forget;
    private final String renew;
    private final String finish;
    private final String over;
    private final String purge;

    /**
     * @param dataSource the database, which has the table
     * @param dialect what it speaks
     */
    public JdbcClaimStore(DataSource dataSource, SqlDialect dialect) {
        database = new StorageDatabase(dataSource, dialect);
        String now = dialect.now();
        String asSeen = " where message_key = ? and claim = ? and state = ? and valid_until = ?";
        insert = dialect.insertUnlessThere("insert into wecom_guard (message_key, state, claim, valid_until, encrypted)"
                + " values (?, 'HELD', ?, " + now + " + ?, false)");
        select = "select state, claim, valid_until, valid_until - " + now + " as remaining, encrypted, progress"
                + " from wecom_guard where message_key = ?";
        take = "update wecom_guard set state = 'HELD', claim = ?, valid_until = " + now + " + ?" + asSeen;
        forget = "delete from wecom_guard" + asSeen;
        renew = "update wecom_guard set valid_until = " + now + " + ?"
                + " where message_key = ? and claim = ? and state = 'HELD'";
        finish = "update wecom_guard set state = ?, valid_until = " + now + " + ?, encrypted = ?, progress = ?"
                + " where message_key = ? and claim = ?";
        over = "select message_key from wecom_guard where valid_until < " + now + " - ? order by message_key limit ?";
        purge = "delete from wecom_guard where message_key = ? and valid_until < " + now + " - ?";
    }

    @Override
    public Standing claim(Claim claim, Duration lease) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (insert(claim, lease)) {
                return new Standing(State.CLAIMED, null);
            }
            Row row = find(claim.key());
            if (row == null) {
                continue;
            }
            if (row.isForgotten()) {
                update(forget, row.key, row.claim, row.state, row.validUntil);
                continue;
            }
            if (row.state.equals("DONE")) {
                return new Standing(State.DONE, row.kept);
            }
            return row.isHeldBeside(claim) || !take(claim, row, lease)
                    ? Standing.held()
                    : new Standing(State.CLAIMED, row.kept);
        }
        return Standing.held();
    }

    @Override
    public void renew(Collection<Claim> claims, Duration lease) {
        List<Object[]> batch = claims.stream()
                // In one order on all nodes: a driver may make one transaction of a batch.
                .sorted(Comparator.comparing(Claim::key))
                .map(claim -> new Object[] {lease.toMillis(), claim.key(), claim.id()})
                .toList();
        database.statement(jdbc -> jdbc.batchUpdate(renew, batch));
    }

    @Override
    public boolean done(Claim claim, @Nullable Kept kept, Duration remember) {
        return finish("DONE", claim, kept, remember);
    }

    @Override
    public boolean release(Claim claim, @Nullable Kept kept, Duration remember) {
        return finish("RELEASED", claim, kept, remember);
    }

    @Override
    public void purge() {
        for (int batch = 0; batch < PURGE_BATCHES; batch++) {
            List<Object[]> keys = database.statement(jdbc -> jdbc.query(
                    over,
                    (row, number) -> new Object[] {row.getString(1), GRACE.toMillis()},
                    GRACE.toMillis(),
                    PURGE_BATCH));
            if (!keys.isEmpty()) {
                database.statement(jdbc -> jdbc.batchUpdate(purge, keys));
            }
            if (keys.size() < PURGE_BATCH) {
                return;
            }
        }
    }

    private boolean insert(Claim claim, Duration lease) {
        try {
            return update(insert, claim.key(), claim.id(), lease.toMillis());
        } catch (DuplicateKeyException ex) {
            return false;
        }
    }

    private @Nullable Row find(String key) {
        return database.statement(jdbc -> jdbc.query(select, (row, number) -> new Row(key, row), key)).stream()
                .findFirst()
                .orElse(null);
    }

    private boolean take(Claim claim, Row row, Duration lease) {
        return update(take, claim.id(), lease.toMillis(), row.key, row.claim, row.state, row.validUntil);
    }

    private boolean finish(String state, Claim claim, @Nullable Kept kept, Duration remember) {
        return update(
                finish,
                state,
                remember.toMillis(),
                kept != null && kept.encrypted(),
                new SqlParameterValue(Types.VARBINARY, kept == null ? null : kept.bytes()),
                claim.key(),
                claim.id());
    }

    private boolean update(String sql, Object... arguments) {
        return database.statement(jdbc -> jdbc.update(sql, arguments)) > 0;
    }

    /** A row as it was seen. */
    private static final class Row {

        private final String key;
        private final String state;
        private final String claim;
        private final long validUntil;
        private final boolean valid;
        private final @Nullable Kept kept;

        Row(String key, ResultSet row) throws SQLException {
            this.key = key;
            this.state = row.getString("state");
            this.claim = row.getString("claim");
            this.validUntil = row.getLong("valid_until");
            this.valid = row.getLong("remaining") > 0;
            byte[] progress = row.getBytes("progress");
            this.kept = progress == null ? null : new Kept(progress, row.getBoolean("encrypted"));
        }

        boolean isForgotten() {
            return !valid && !state.equals("HELD");
        }

        boolean isHeldBeside(Claim mine) {
            return valid && state.equals("HELD") && !claim.equals(mine.id());
        }
    }
}
