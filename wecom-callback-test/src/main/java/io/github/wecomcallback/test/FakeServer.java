// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.wecomcallback.test.Fault.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** HTTP on the loopback address. What takes its time holds no thread, so any number of calls may hang. */
final class FakeServer implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;
    private static final int WAITING_CONNECTIONS = 1_024;
    private static final int MOST_THREADS = 16;

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        // The JDK's server writes head and body apart; without this, each answer would take 40 ms longer.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer http;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;
    private final Function<String, FakeApi> apis;

    FakeServer(int port, Function<String, FakeApi> apis) {
        this.apis = apis;
        this.threads = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons());
        this.threads.allowCoreThreadTimeOut(true);
        this.timer = new ScheduledThreadPoolExecutor(1, daemons());
        this.http = create(port);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    private static HttpServer create(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            return HttpServer.create(address, WAITING_CONNECTIONS);
        } catch (IOException ex) {
            throw new UncheckedIOException("The port " + port + " cannot be listened at: " + ex.getMessage(), ex);
        }
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "fake-wecom");
            thread.setDaemon(true);
            return thread;
        };
    }

    int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            // Read to the end, or the connection would break before the answer is there.
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            write(exchange, FakeAnswer.html(413, ""));
            return;
        }
        FakeCall call = new FakeCall(exchange.getRequestMethod(), exchange.getRequestURI(), body);
        Outcome outcome = apis.apply(call.path()).take(call);
        @Nullable Duration delay = outcome.delay();
        if (delay == null) {
            return;
        }
        if (delay.isZero()) {
            end(exchange, call, outcome.answer());
        } else {
            timer.schedule(
                    () -> threads.execute(() -> end(exchange, call, outcome.answer())),
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    private static void end(HttpExchange exchange, FakeCall call, @Nullable FakeAnswer answer) {
        call.over();
        try {
            if (answer == null) {
                exchange.close();
            } else {
                write(exchange, answer);
            }
        } catch (IOException ex) {
            // Nobody waits for the answer any more.
        }
    }

    private static void write(HttpExchange exchange, FakeAnswer answer) throws IOException {
        byte[] body = answer.body();
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
        exchange.close();
    }

    /** Ends all calls, those that hang as well. */
    @Override
    public void close() {
        timer.shutdownNow();
        http.stop(0);
        threads.shutdownNow();
    }
}
