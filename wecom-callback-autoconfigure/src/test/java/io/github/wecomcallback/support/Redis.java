// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisServer;

/** A Redis of the tests' own, that stops with them at the latest. */
public final class Redis implements AutoCloseable {

    private final int port;
    private RedisServer server;

    private Redis(int port) {
        this.port = port;
    }

    /** The one that tests share, each with keys of its own. */
    public static Redis shared() {
        return Shared.SERVER;
    }

    /** One that may be stopped. */
    public static Redis start() {
        Redis redis = new Redis(freePort());
        redis.restart();
        Runtime.getRuntime().addShutdownHook(new Thread(redis::stop));
        return redis;
    }

    /** Starts it anew at the same port, with nothing in it. */
    public void restart() {
        try {
            server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public int port() {
        return port;
    }

    /** Connections to it. Destroy them when done. */
    public LettuceConnectionFactory connections() {
        LettuceConnectionFactory connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", port),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofSeconds(2))
                        .shutdownTimeout(Duration.ZERO)
                        .build());
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }

    @Override
    public void close() {
        stop();
    }

    public void stop() {
        try {
            server.stop();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static final class Shared {

        private static final Redis SERVER = start();
    }
}
