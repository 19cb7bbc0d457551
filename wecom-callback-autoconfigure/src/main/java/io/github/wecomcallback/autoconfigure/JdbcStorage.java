// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.annotation.WeComDataSource;
import io.github.wecomcallback.delivery.SqlDialect;
import io.github.wecomcallback.delivery.StorageDataSource;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;

/**
 * The database that callbacks are kept in.
 *
 * @param dataSource the application's, as all that keeps callbacks in it sees it
 * @param dialect what it speaks
 * @param wantedBy the property, with its value, that asks for it
 */
@Slf4j
record JdbcStorage(StorageDataSource dataSource, SqlDialect dialect, String wantedBy) {

    private static final OneBean DATA_SOURCE =
            new OneBean("DataSource", WeComDataSource.class, "Set spring.datasource.url, or define a DataSource bean.");

    /** Finds it, or stops the start. */
    static JdbcStorage find(ObjectProvider<DataSource> marked, ObjectProvider<DataSource> all, String wantedBy) {
        DataSource dataSource = theSameForAll(DATA_SOURCE.find(marked, all, wantedBy), wantedBy);
        SqlDialect dialect = dialect(dataSource, wantedBy);
        return new JdbcStorage(StorageDataSource.of(dataSource, dialect), dialect, wantedBy);
    }

    /** What one thread stores another has to find: where threads are routed, the target that is meant for any of them. */
    private static DataSource theSameForAll(DataSource dataSource, String wantedBy) {
        AbstractRoutingDataSource routing = DataSourceUnwrapper.unwrap(dataSource, AbstractRoutingDataSource.class);
        if (routing == null) {
            return dataSource;
        }
        String type = ClassUtils.getShortName(routing.getClass());
        DataSource target = routing.getResolvedDefaultDataSource();
        if (target == null) {
            throw new FailureAnalyzedException(
                    wantedBy + " needs a DataSource that is the same for all threads, but " + type
                            + " routes each of them, and has no default target.",
                    "Mark the DataSource to use with @WeComDataSource, or give " + type
                            + " a default target (setDefaultTargetDataSource).");
        }
        log.info("Callbacks are kept in the default target of {}, whatever a thread is routed to", type);
        return theSameForAll(target, wantedBy);
    }

    /** Stops the start when a table is not there. */
    void require(String table) {
        try {
            new JdbcTemplate(dataSource).execute("select * from " + table + " where 1 = 0");
        } catch (BadSqlGrammarException ex) {
            throw new FailureAnalyzedException(
                    "The table " + table + ", which " + wantedBy
                            + " needs, is not in the database, or may not be read.",
                    "Create it with the statements of classpath:" + dialect.schema()
                            + ", for instance by Flyway or Liquibase, or set"
                            + " wecom.callback.storage.initialize-schema=always.",
                    ex);
        }
    }

    private static SqlDialect dialect(DataSource dataSource, String wantedBy) {
        try {
            return SqlDialect.of(dataSource);
        } catch (SQLFeatureNotSupportedException ex) {
            throw new FailureAnalyzedException(
                    wantedBy + " does not work with the database " + ex.getMessage() + ".",
                    "Use H2, PostgreSQL, MySQL or MariaDB, or leave " + wantedBy + " out.",
                    ex);
        } catch (SQLException ex) {
            throw new FailureAnalyzedException(
                    wantedBy + " needs the database at start, but it does not answer.",
                    "See whether the database runs and spring.datasource is right.",
                    ex);
        } catch (RuntimeException ex) {
            throw new FailureAnalyzedException(
                    wantedBy + " needs the database at start, but the DataSource gives no connection to it: "
                            + ex.getClass().getName() + ".",
                    "See whether spring.datasource is right. Where it chooses a database for each thread, mark the"
                            + " DataSource to use with @WeComDataSource.",
                    ex);
        }
    }
}
