// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A PostgreSQL of the tests' own, that stops with them. */
final class Postgres {

    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    static String url(String database) {
        return SERVER.getJdbcUrl("postgres", database);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
