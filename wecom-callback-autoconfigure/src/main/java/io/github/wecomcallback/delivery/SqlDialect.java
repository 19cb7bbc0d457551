// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import javax.sql.DataSource;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** The databases that callbacks can be kept in, and where they do not speak the same SQL. */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public enum SqlDialect {
    /** H2, in memory, in a file or as a server. */
    H2("cast(extract(epoch from current_timestamp) * 1000 as bigint)"),
    /** PostgreSQL. */
    POSTGRESQL("cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"),
    /** MySQL. */
    MYSQL(SqlDialect.MYSQLS_NOW),
    /** MariaDB. */
    MARIADB(SqlDialect.MYSQLS_NOW);

    /** Counted in UTC: in the zone of a session, an hour is missing each spring, and another comes twice each autumn. */
    private static final String MYSQLS_NOW =
            "timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', utc_timestamp(6)) div 1000";

    private static final String SCRIPT = "io/github/wecomcallback/schema/%s/R__wecom_callback_1.sql";

    /** The database's own time, in milliseconds since 1970: nodes need not agree on theirs. */
    private final String now;

    /**
     * Asks the database what it is.
     *
     * @throws SQLFeatureNotSupportedException when it is none of these, with what it is
     * @throws SQLException when it does not answer
     */
    public static SqlDialect of(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            for (SqlDialect dialect : values()) {
                if (dialect.name().equalsIgnoreCase(product)) {
                    return dialect;
                }
            }
            throw new SQLFeatureNotSupportedException(product);
        }
    }

    /**
     * An insert that does nothing where the row is there already. On H2, it fails then instead: with a {@code
     * DuplicateKeyException}, which costs nothing there, while others would write an error into their log.
     */
    public String insertUnlessThere(String insert) {
        return switch (this) {
            case H2 -> insert;
            case POSTGRESQL -> insert + " on conflict do nothing";
            case MYSQL, MARIADB -> insert.replaceFirst("insert into", "insert ignore into");
        };
    }

    /**
     * An insert that locks the row until the end of the transaction where it is there already. On H2, it fails then instead,
     * with a {@code DuplicateKeyException}, and the transaction can go on.
     *
     * @param insert the statement
     * @param key the columns of the primary key
     * @param column any other column, which keeps its value
     */
    String insertOrLock(String insert, String key, String column) {
        return switch (this) {
            case H2 -> insert;
            // Locks what it does not update as well, and that is one statement: there is no moment between seeing and
            // locking.
            case POSTGRESQL ->
                insert + " on conflict (" + key + ") do update set " + column + " = excluded." + column
                        + " where false";
            case MYSQL, MARIADB -> insert + " on duplicate key update " + column + " = " + column;
        };
    }

    /**
     * Whether a statement for itself, outside of a transaction, has to be isolated as we need it. In MySQL and MariaDB it sees
     * the latest whatever the isolation is; elsewhere it may be refused, since somebody else was faster.
     */
    boolean statementsNeedIsolation() {
        return switch (this) {
            case H2, POSTGRESQL -> true;
            case MYSQL, MARIADB -> false;
        };
    }

    /** Where on the class path the statements are that create the tables. */
    public String schema() {
        return SCRIPT.formatted(name().toLowerCase(Locale.ROOT));
    }
}
