// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.http;

import io.github.wecomcallback.benchmarks.process.AppProcess;
import io.github.wecomcallback.benchmarks.process.Control.Usage;
import io.github.wecomcallback.benchmarks.sample.Ring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Calls an endpoint for a while, with messages that are all new. */
public final class Load {

    private static final long HIGHEST_NANOS = Duration.ofMinutes(1).toNanos();

    private final AppProcess app;
    private final Ring ring;
    private final int connections;

    public Load(AppProcess app, Ring ring, int connections) {
        this.app = app;
        this.ring = ring;
        this.connections = connections;
    }

    /** Each connection sends the next message when the last was answered. */
    public Round closed(String path, Duration time) throws Exception {
        return round(path, (connection, cursor, begun, latencies) -> {
            long end = begun + time.toNanos();
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                connection.exchange(cursor.next());
                latencies.recordValue(System.nanoTime() - now);
            }
        });
    }

    /**
     * Messages come at a fixed rate, whether or not the last was answered, as far as there are connections. Latency counts
     * from when a message should have been sent.
     */
    public Round open(String path, double rate, Duration time) throws Exception {
        AtomicLong sent = new AtomicLong();
        double nanosBetween = 1e9 / rate;
        long messages = (long) (time.toNanos() / nanosBetween);
        return round(path, (connection, cursor, begun, latencies) -> {
            for (long number = sent.getAndIncrement(); number < messages; number = sent.getAndIncrement()) {
                long due = begun + (long) (number * nanosBetween);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                connection.exchange(cursor.next());
                latencies.recordValue(Math.min(HIGHEST_NANOS, System.nanoTime() - due));
            }
        });
    }

    private Round round(String path, Calls calls) throws Exception {
        ring.renew();
        // Else the garbage collector would carry the new ring about while the round runs, and its pauses would be ours.
        System.gc();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            Usage before = app.usage();
            long begun = System.nanoTime();
            List<Future<Histogram>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> {
                    Histogram latencies = new Histogram(HIGHEST_NANOS, 3);
                    try (Connection connection = new Connection(app.port(), path)) {
                        calls.make(connection, ring.cursor(), begun, latencies);
                    }
                    return latencies;
                }));
            }
            Histogram all = new Histogram(HIGHEST_NANOS, 3);
            for (Future<Histogram> one : running) {
                all.add(one.get());
            }
            long nanos = System.nanoTime() - begun;
            return new Round(all, nanos, app.usage().cpuNanos() - before.cpuNanos());
        } finally {
            threads.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Calls {

        void make(Connection connection, Ring.Cursor cursor, long begun, Histogram latencies) throws Exception;
    }

    /**
     * What came of it.
     *
     * @param latencies in nanoseconds
     * @param nanos how long it took
     * @param cpuNanos the CPU time of the application
     */
    public record Round(Histogram latencies, long nanos, long cpuNanos) {

        /** Callbacks per second. */
        public double throughput() {
            return latencies.getTotalCount() * 1e9 / nanos;
        }

        /** Microseconds of the application's CPU time for each callback. */
        public double cpuMicros() {
            return cpuNanos / 1e3 / latencies.getTotalCount();
        }

        /** A percentile in milliseconds. */
        public double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }
}
