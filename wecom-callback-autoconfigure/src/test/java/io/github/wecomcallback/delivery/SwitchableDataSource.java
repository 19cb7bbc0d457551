// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that can go away: then it refuses connections, or lets who wants one wait as a pool does. */
final class SwitchableDataSource extends DelegatingDataSource {

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean down;
    private volatile CountDownLatch hold = new CountDownLatch(0);

    SwitchableDataSource(DataSource dataSource) {
        super(dataSource);
    }

    void down() {
        down = true;
    }

    void hold() {
        hold = new CountDownLatch(1);
    }

    void up() {
        down = false;
        hold.countDown();
    }

    /** How many want a connection and do not get it. */
    int waiting() {
        return waiting.get();
    }

    /** How many did not get a connection. */
    int refused() {
        return refused.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        waiting.incrementAndGet();
        try {
            hold.await();
        } catch (InterruptedException ex) {
            throw new SQLTransientConnectionException("interrupted", "08001", ex);
        } finally {
            waiting.decrementAndGet();
        }
        if (down) {
            refused.incrementAndGet();
            throw new SQLTransientConnectionException("no connection to sec.ret.host", "08001");
        }
        return super.getConnection();
    }
}
