// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that can be away. */
public final class UnreliableDataSource extends DelegatingDataSource {

    private volatile boolean away;

    public UnreliableDataSource(DataSource dataSource) {
        super(dataSource);
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            throw new SQLTransientConnectionException("The database is away", "08001");
        }
        return super.getConnection();
    }
}
