// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import java.io.IOException;
import redis.embedded.RedisServer;

/** A Redis that keeps nothing on disk. */
final class Redis implements AutoCloseable {

    private final int port = Ports.free();
    private final RedisServer server;

    Redis() throws IOException {
        server = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .build();
        server.start();
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
