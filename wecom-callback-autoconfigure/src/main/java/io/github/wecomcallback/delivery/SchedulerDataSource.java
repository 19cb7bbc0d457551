// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The database as db-scheduler sees it: its statements are part of our transaction, where there is one on the thread, and take
 * effect at once otherwise.
 *
 * <p>db-scheduler commits whatever connection does not commit by itself. Within our transaction it is told that this one does:
 * when to commit is then ours to say.
 */
final class SchedulerDataSource extends TransactionAwareDataSourceProxy {

    private final StorageDataSource storage;

    SchedulerDataSource(StorageDataSource storage) {
        super(storage);
        this.storage = storage;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return TransactionSynchronizationManager.hasResource(storage)
                ? uncommitted(super.getConnection())
                : storage.getConnection();
    }

    private static Connection uncommitted(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                SchedulerDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("getAutoCommit")) {
                        return true;
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException ex) {
                        throw ex.getTargetException();
                    }
                });
    }
}
