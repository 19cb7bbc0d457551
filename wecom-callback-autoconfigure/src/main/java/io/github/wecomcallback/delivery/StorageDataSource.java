// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The application's data source, as all that keeps callbacks in it sees it. Thread-safe.
 *
 * <ul>
 *   <li>Spring ties a transaction to a data source. To this one only our transactions are tied: whatever a transaction
 *       manager of the application's has begun on the thread, by JDBC or JPA, our writes are no part of it, nor are its
 *       writes part of ours.
 *   <li>Its connections commit each statement by itself until a transaction begins, and work at READ COMMITTED, whatever
 *       the pool's settings are: nodes look for what others wrote a moment ago. The pool gets them back as they were.
 * </ul>
 *
 * <p>Which isolation the pool has is looked up once; drivers ask the database for it. Where there is nothing to change, the
 * pool's own connections are handed out.
 */
public final class StorageDataSource extends DelegatingDataSource {

    private static final int UNKNOWN = -1;

    private final boolean statementsNeedIsolation;
    private volatile int isolation = UNKNOWN;

    private StorageDataSource(DataSource pool, boolean statementsNeedIsolation) {
        super(pool);
        this.statementsNeedIsolation = statementsNeedIsolation;
    }

    /**
     * Wraps a data source, unless it is one of these.
     *
     * @param dataSource where connections come from
     * @param dialect what it speaks
     */
    public static StorageDataSource of(DataSource dataSource, SqlDialect dialect) {
        return dataSource instanceof StorageDataSource storage
                ? storage
                : new StorageDataSource(pool(dataSource), dialect.statementsNeedIsolation());
    }

    /** What is below a proxy that would hand out the connection of the application's transaction. */
    private static DataSource pool(DataSource dataSource) {
        DataSource below = dataSource;
        while (below instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
            below = proxy.getTargetDataSource();
            if (proxy instanceof TransactionAwareDataSourceProxy) {
                return pool(below);
            }
        }
        return dataSource;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return prepared(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return prepared(super.getConnection(username, password));
    }

    private Connection prepared(Connection connection) throws SQLException {
        try {
            boolean autoCommit = connection.getAutoCommit();
            int before = isolationOf(connection);
            return autoCommit && before == Connection.TRANSACTION_READ_COMMITTED
                    ? connection
                    : lent(new LentConnection(connection, autoCommit, before, statementsNeedIsolation));
        } catch (SQLException | RuntimeException | Error ex) {
            connection.close();
            throw ex;
        }
    }

    private int isolationOf(Connection connection) throws SQLException {
        int known = isolation;
        if (known == UNKNOWN) {
            known = connection.getTransactionIsolation();
            isolation = known;
        }
        return known;
    }

    private static Connection lent(LentConnection connection) {
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, connection);
    }
}
