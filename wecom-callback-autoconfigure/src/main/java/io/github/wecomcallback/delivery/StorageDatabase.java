// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.util.function.Function;
import javax.sql.DataSource;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database that callbacks are kept in. There is no other way to it, so that no statement of ours becomes part of what the
 * application does on the same thread ({@link StorageDataSource}). Thread-safe.
 */
@Getter
@Accessors(fluent = true)
public final class StorageDatabase {

    /** A transaction that takes longer is of no use: the platform has hung up. */
    private static final int TRANSACTION_SECONDS = 5;

    private final StorageDataSource dataSource;
    private final SqlDialect dialect;

    /** For several statements that take effect together. Within one of ours it is part of that, but of no other. */
    private final TransactionOperations transaction;

    @Getter(AccessLevel.NONE)
    private final JdbcTemplate jdbc;

    /**
     * @param dataSource where it is
     * @param dialect what it speaks
     */
    public StorageDatabase(DataSource dataSource, SqlDialect dialect) {
        this.dataSource = StorageDataSource.of(dataSource, dialect);
        this.dialect = dialect;
        this.jdbc = new JdbcTemplate(this.dataSource);
        TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
        template.setTimeout(TRANSACTION_SECONDS);
        this.transaction = template;
    }

    /** Runs a statement. It takes effect at once, or with the transaction of ours that is on its way. */
    public <T extends @Nullable Object> T statement(Function<JdbcOperations, T> statement) {
        if (isInTransactionOfOthers()) {
            return transaction.execute(status -> statement.apply(jdbc));
        }
        return statement.apply(jdbc);
    }

    /** Then Spring would keep our connection until that ends, unless we have a transaction of our own. */
    private boolean isInTransactionOfOthers() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && !TransactionSynchronizationManager.hasResource(dataSource);
    }
}
