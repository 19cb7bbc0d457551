// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.shaded.jdbc.JdbcRunner;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Databases;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose transaction a statement is part of, and on what kind of connection it runs. */
class StorageDatabaseTest {

    private final HikariDataSource pool = Databases.H2.withTables();
    private final StorageDatabase database = new StorageDatabase(pool, SqlDialect.H2);
    private final TransactionTemplate application = new TransactionTemplate(new JdbcTransactionManager(pool));

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void a_statement_takes_effect_whatever_becomes_of_the_transaction_of_the_application() {
        application.executeWithoutResult(status -> {
            write(pool, "theirs");
            write("ours");
            status.setRollbackOnly();
        });

        assertThat(rows()).containsExactly("ours");
    }

    @Test
    void a_transaction_takes_effect_whatever_becomes_of_that_of_the_application() {
        application.executeWithoutResult(status -> {
            write(pool, "theirs");
            database.transaction().executeWithoutResult(ours -> {
                write("one");
                write("other");
            });
            status.setRollbackOnly();
        });

        assertThat(rows()).containsExactly("one", "other");
    }

    @Test
    void what_the_application_writes_takes_effect_whatever_becomes_of_our_transaction() {
        database.transaction().executeWithoutResult(status -> {
            write("ours");
            application.executeWithoutResult(theirs -> write(pool, "theirs"));
            write(pool, "by itself");
            write("ours too");
            status.setRollbackOnly();
        });

        assertThat(rows()).containsExactly("by itself", "theirs");
    }

    @Test
    void a_transaction_that_fails_takes_nothing_with_it_but_what_is_ours() {
        application.executeWithoutResult(status -> {
            write(pool, "before");
            assertThatThrownBy(() -> database.transaction().executeWithoutResult(ours -> {
                        write("ours");
                        write("ours");
                    }))
                    .isInstanceOf(DuplicateKeyException.class);
            write(pool, "after");
        });

        assertThat(rows()).containsExactly("after", "before");
    }

    @Test
    void a_failed_statement_need_not_be_the_end_of_our_transaction() {
        write("one");

        database.transaction().executeWithoutResult(status -> {
            assertThatThrownBy(() -> write("one")).isInstanceOf(DuplicateKeyException.class);
            write("other");
        });

        assertThat(rows()).containsExactly("one", "other");
    }

    @Test
    void no_connection_of_ours_is_kept_until_the_transaction_of_the_application_ends() {
        List<String> events = new ArrayList<>();
        application.executeWithoutResult(status -> {
            TransactionSynchronizationManager.registerSynchronization(new Recording(events));
            write("one");
            database.transaction().executeWithoutResult(ours -> write("other"));

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isOne();
            assertThat(TransactionSynchronizationManager.hasResource(database.dataSource()))
                    .isFalse();
            assertThat(TransactionSynchronizationManager.getSynchronizations()).hasSize(1);
            write(pool, "theirs");
        });

        assertThat(events).containsExactly("suspend", "resume", "suspend", "resume", "committed");
        assertThat(rows()).containsExactly("one", "other", "theirs");
    }

    /** Such a bean hands out the connection of the transaction that is on the thread. */
    @Test
    void a_data_source_that_joins_transactions_by_itself_is_looked_behind() {
        DataSource joining = new LazyConnectionDataSourceProxy(new TransactionAwareDataSourceProxy(pool));
        StorageDatabase behind = new StorageDatabase(joining, SqlDialect.H2);

        application.executeWithoutResult(status -> {
            write(joining, "theirs");
            behind.transaction().executeWithoutResult(ours -> write(behind, "ours"));
            status.setRollbackOnly();
        });

        assertThat(rows()).containsExactly("ours");
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 2", "true, 4", "false, 4", "true, 8", "false, 8"})
    void a_pool_of_any_settings_gets_its_connections_back_as_they_were(boolean autoCommit, int isolation)
            throws SQLException {
        for (Databases engine : Databases.values()) {
            try (HikariDataSource tables = engine.withTables();
                    Connection one = tables.getConnection()) {
                one.setAutoCommit(autoCommit);
                one.setTransactionIsolation(isolation);
                // Unlike most pools it resets nothing by itself.
                StorageDatabase storage = new StorageDatabase(
                        new SingleConnectionDataSource(one, true), SqlDialect.valueOf(engine.name()));

                write(storage, "one");
                assertThat(rows(tables)).as("%s", engine).containsExactly("one");
                storage.transaction().executeWithoutResult(status -> {
                    write(storage, "other");
                    assertThat(isolation(storage)).as("%s", engine).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
                    assertThat(rows(tables)).as("%s", engine).containsExactly("one");
                });
                assertThat(rows(tables)).as("%s", engine).containsExactly("one", "other");
                // Of which nothing comes.
                storage.transaction().executeWithoutResult(status -> {});
                storage.transaction().executeWithoutResult(TransactionStatus::setRollbackOnly);

                assertThat(one.getAutoCommit()).as("%s", engine).isEqualTo(autoCommit);
                assertThat(one.getTransactionIsolation()).as("%s", engine).isEqualTo(isolation);
            }
        }
    }

    /** There, a statement may be refused because another was faster; MySQL and MariaDB let it see the latest anyway. */
    @ParameterizedTest
    @EnumSource(
            value = Databases.class,
            names = {"H2", "POSTGRESQL"})
    void a_statement_for_itself_is_isolated_as_in_a_transaction(Databases engine) throws SQLException {
        try (HikariDataSource tables = engine.withTables();
                Connection one = tables.getConnection()) {
            one.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            StorageDatabase storage =
                    new StorageDatabase(new SingleConnectionDataSource(one, true), SqlDialect.valueOf(engine.name()));

            assertThat(isolation(storage)).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void where_there_is_nothing_to_change_the_connections_are_the_pools_and_it_is_asked_once() throws SQLException {
        List<Connection> handedOut = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        DataSource counting = asking(handedOut, asked::incrementAndGet);
        StorageDataSource storage = StorageDataSource.of(counting, SqlDialect.H2);

        for (int i = 0; i < 3; i++) {
            try (Connection connection = storage.getConnection()) {
                assertThat(connection).isSameAs(handedOut.get(i));
            }
        }

        assertThat(asked).hasValue(1);
        assertThat(StorageDataSource.of(storage, SqlDialect.H2)).isSameAs(storage);
    }

    @Test
    void a_connection_that_cannot_be_asked_goes_back() {
        DataSource broken = asking(new ArrayList<>(), () -> {
            throw new IllegalStateException("broken");
        });
        StorageDataSource storage = StorageDataSource.of(broken, SqlDialect.H2);

        assertThatThrownBy(storage::getConnection).hasMessage("broken");

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void what_db_scheduler_writes_is_part_of_our_transaction_and_takes_effect_at_once_outside_of_one(Databases engine) {
        try (HikariDataSource tables = engine.withTables();
                HikariDataSource manual = new HikariDataSource()) {
            tables.copyStateTo(manual);
            manual.setAutoCommit(false);
            for (HikariDataSource any : List.of(tables, manual)) {
                StorageDatabase storage = new StorageDatabase(any, SqlDialect.valueOf(engine.name()));
                JdbcRunner scheduler = new JdbcRunner(new SchedulerDataSource(storage.dataSource()), true);
                String name = any == tables ? "auto" : "manual";

                scheduler.execute(insert(), row -> row.setString(1, name + " at once"));
                assertThat(rows(tables)).contains(name + " at once");
                storage.transaction().executeWithoutResult(status -> {
                    scheduler.execute(insert(), row -> row.setString(1, name + " in vain"));
                    write(storage, name + " in vain too");
                    status.setRollbackOnly();
                });
                assertThat(rows(tables)).noneMatch(row -> row.contains("in vain"));
                storage.transaction().executeWithoutResult(status -> {
                    scheduler.execute(insert(), row -> row.setString(1, name + " together"));
                    assertThat(rows(tables)).doesNotContain(name + " together");
                });
                assertThat(rows(tables)).contains(name + " together");
                assertThat(any.getHikariPoolMXBean().getActiveConnections()).isZero();
            }
        }
    }

    @Test
    void db_scheduler_has_connections_of_its_own_within_a_transaction_of_the_application() {
        JdbcRunner scheduler = new JdbcRunner(new SchedulerDataSource(database.dataSource()), true);

        application.executeWithoutResult(status -> {
            scheduler.execute(insert(), row -> row.setString(1, "one"));
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isOne();
            status.setRollbackOnly();
        });

        assertThat(rows()).containsExactly("one");
    }

    private void write(String name) {
        write(database, name);
    }

    private static void write(StorageDatabase database, String name) {
        database.statement(jdbc -> jdbc.update(insert(), name));
    }

    private static void write(DataSource dataSource, String name) {
        new JdbcTemplate(dataSource).update(insert(), name);
    }

    private static String insert() {
        return "insert into wecom_kf (account, open_kfid, version, state) values (?, '', 1, '')";
    }

    private List<String> rows() {
        return rows(pool);
    }

    private static List<String> rows(DataSource dataSource) {
        try {
            // On a thread of its own, where no transaction is.
            return Background.run(() -> new JdbcTemplate(dataSource)
                            .queryForList("select account from wecom_kf order by account", String.class))
                    .result();
        } catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    /** The pool, with something that happens whenever one of its connections is asked for its isolation. */
    private DataSource asking(List<Connection> handedOut, Runnable happens) {
        return new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                Connection asked = (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                            if (method.getName().equals("getTransactionIsolation")) {
                                happens.run();
                            }
                            return method.invoke(connection, args);
                        });
                handedOut.add(asked);
                return asked;
            }
        };
    }

    private static int isolation(StorageDatabase database) {
        return database.statement(jdbc -> jdbc.execute((ConnectionCallback<Integer>) connection -> {
            connection.createStatement().close();
            return connection.getTransactionIsolation();
        }));
    }

    private record Recording(List<String> events) implements TransactionSynchronization {

        @Override
        public void suspend() {
            events.add("suspend");
        }

        @Override
        public void resume() {
            events.add("resume");
        }

        @Override
        public void afterCompletion(int status) {
            events.add(status == STATUS_COMMITTED ? "committed" : "not committed");
        }
    }
}
