// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.heap;

import static io.github.wecomcallback.benchmarks.report.Table.number;

import io.github.wecomcallback.benchmarks.Settings;
import io.github.wecomcallback.benchmarks.peer.StarterPeer;
import io.github.wecomcallback.benchmarks.report.Table;
import io.github.wecomcallback.benchmarks.report.Targets;
import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Sample;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ten million texts through the exchange, and what is left on the heap after each million. */
public final class HeapReport {

    private static final int STEPS = 10;
    private static final int THREADS = 2;

    private HeapReport() {}

    /** Measures and prints; fails when the heap grows. */
    public static void run(Settings settings) throws Exception {
        long step = settings.quick() ? 120_000 : 1_000_000;
        List<Double> megabytes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (StarterPeer starter = new StarterPeer()) {
            Table table = new Table("Heap after garbage collection", "callbacks", "MB", "seconds");
            for (int i = 0; i < STEPS; i++) {
                long begun = System.nanoTime();
                send(starter, threads, i * step, step);
                double seconds = (System.nanoTime() - begun) / 1e9;
                megabytes.add(used());
                table.row(number((i + 1) * step), number(megabytes.get(i)), number(seconds));
            }
        } finally {
            threads.shutdownNow();
        }
        double growth = megabytes.get(STEPS - 1) / megabytes.get(0);
        new Targets()
                .atMost("heap at the end to heap after the first step", 1.05, growth)
                .print();
        if (growth > 1.05) {
            throw new IllegalStateException("The heap grows");
        }
    }

    private static void send(StarterPeer starter, ExecutorService threads, long first, long count) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            long offset = first + thread;
            running.add(threads.submit(() -> {
                for (long number = offset; number < first + count; number += THREADS) {
                    starter.receive(Platform.seal(Sample.TEXT.plaintext(number)));
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    /** Twice, since what the first leaves to be cleaned up goes with the second. */
    private static double used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0 / 1024.0;
    }
}
