// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.delivery.SqlDialect;
import java.sql.DatabaseMetaData;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Creates the tables that callbacks are kept in, where it may: by default only in a database that is part of the
 * application. Boot lets it run after Flyway and Liquibase, and before what uses a database.
 */
final class StorageSchema extends DataSourceScriptDatabaseInitializer {

    StorageSchema(JdbcStorage storage, WeComCallbackProperties.InitializeSchema mode) {
        super(storage.dataSource(), settings(storage.dialect(), mode));
    }

    private static DatabaseInitializationSettings settings(
            SqlDialect dialect, WeComCallbackProperties.InitializeSchema mode) {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setSchemaLocations(List.of("classpath:" + dialect.schema()));
        settings.setMode(DatabaseInitializationMode.valueOf(mode.name()));
        return settings;
    }

    /** Twice if need be: "create if not exists" of two nodes that start together fails for one of them. */
    @Override
    public boolean initializeDatabase() {
        try {
            return super.initializeDatabase();
        } catch (DataAccessException ex) {
            return super.initializeDatabase();
        }
    }

    /** Boot's own answer leaves out an H2 in a file. */
    @Override
    protected boolean isEmbeddedDatabase() {
        DataSource dataSource = getDataSource();
        try {
            String url = JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getURL);
            return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
        } catch (MetaDataAccessException ex) {
            return false;
        }
    }
}
