// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.inbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * A database of its own that starts empty and is gone afterwards.
 *
 * @param title its name
 * @param url where it is
 * @param user who may use it
 * @param end stops it
 */
record TestDatabase(String title, String url, String user, Closeable end) implements Closeable {

    /** PostgreSQL that writes to the disk before it says that it has, as it does by default. */
    static TestDatabase postgres() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new TestDatabase("PostgreSQL", server.getJdbcUrl("postgres", "postgres"), "postgres", server);
    }

    /** H2 in a file, inside of the application. */
    static TestDatabase h2() throws IOException {
        Path folder = Files.createTempDirectory("wecom-callback-h2");
        return new TestDatabase(
                "H2", "jdbc:h2:file:" + folder.resolve("db"), "sa", () -> FileSystemUtils.deleteRecursively(folder));
    }

    @Override
    public void close() throws IOException {
        end.close();
    }
}
