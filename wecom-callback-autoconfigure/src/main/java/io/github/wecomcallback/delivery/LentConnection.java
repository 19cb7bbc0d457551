// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a pool that has other settings than we need. They are changed when something is done that depends on them,
 * since to change them may be a request to the database, and changed back when the connection is closed.
 */
@RequiredArgsConstructor
final class LentConnection implements InvocationHandler {

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final int isolationBefore;

    /** Or else only transactions do. */
    private final boolean statementsNeedIsolation;

    private boolean autoCommit = true;
    private boolean isolated;

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        switch (method.getName()) {
            case "setAutoCommit" -> {
                autoCommit = args != null && (boolean) args[0];
                return null;
            }
            case "getAutoCommit" -> {
                return autoCommit;
            }
            case "close" -> {
                giveBack();
                return null;
            }
            case "equals" -> {
                return args != null && proxy == args[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "commit", "rollback" -> {
                if (connection.getAutoCommit()) {
                    // Nothing was done since the transaction began, and the database does not know of it.
                    return null;
                }
            }
            case "createStatement", "prepareStatement", "prepareCall", "setSavepoint" -> prepare();
            default -> {
                // Does not depend on it.
            }
        }
        try {
            return method.invoke(connection, args);
        } catch (InvocationTargetException ex) {
            throw ex.getTargetException();
        }
    }

    private void prepare() throws SQLException {
        if (!isolated
                && isolationBefore != Connection.TRANSACTION_READ_COMMITTED
                && (statementsNeedIsolation || !autoCommit)) {
            isolated = true;
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        switchTo(autoCommit);
    }

    private void giveBack() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                if (isolated) {
                    isolated = false;
                    connection.setTransactionIsolation(isolationBefore);
                }
                switchTo(autoCommitBefore);
            }
        }
    }

    private void switchTo(boolean wanted) throws SQLException {
        if (connection.getAutoCommit() != wanted) {
            connection.setAutoCommit(wanted);
        }
    }
}
