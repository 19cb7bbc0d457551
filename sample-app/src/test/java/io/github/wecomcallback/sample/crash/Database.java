// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A PostgreSQL that can be restarted and still has what it had. */
final class Database implements AutoCloseable {

    private final Path data;
    private final int port = Ports.free();
    private EmbeddedPostgres server;

    Database(Path data) throws IOException {
        this.data = data;
        this.server = start();
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Stops it as an administrator would, which breaks all connections, and starts it again. */
    Outage restart() throws IOException {
        long begin = System.currentTimeMillis();
        server.close();
        if (Ports.listens(port)) {
            throw new IllegalStateException("PostgreSQL does not stop");
        }
        server = start();
        return new Outage(begin, System.currentTimeMillis());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }
}
