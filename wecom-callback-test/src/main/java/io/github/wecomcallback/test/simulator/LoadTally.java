// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of a load, so far. Thread-safe. */
final class LoadTally {

    private final long begin = System.nanoTime();
    private final Map<String, Integer> failures = new TreeMap<>();
    private long[] micros = new long[1_024];
    private int sent;
    private int acknowledged;
    private int neverAcknowledged;
    private int redeliveries;

    synchronized void sent() {
        sent++;
    }

    synchronized void add(Deliveries deliveries, long due) {
        redeliveries += deliveries.count() - 1;
        if (!deliveries.isAcknowledged()) {
            neverAcknowledged++;
            int status = deliveries.last().status();
            failures.merge(status == 0 ? deliveries.last().body() : Integer.toString(status), 1, Integer::sum);
            return;
        }
        if (acknowledged == micros.length) {
            micros = Arrays.copyOf(micros, 2 * micros.length);
        }
        micros[acknowledged++] = (System.nanoTime() - due) / 1_000;
    }

    synchronized int neverAcknowledged() {
        return sent - acknowledged;
    }

    /** One line on how far it is. */
    synchronized String line() {
        return "%d s: %d sent, %d acknowledged, %d redeliveries, %d never acknowledged"
                .formatted(seconds(), sent, acknowledged, redeliveries, neverAcknowledged);
    }

    /** How long the answers took, and what failed. */
    synchronized String summary() {
        long[] sorted = Arrays.copyOf(micros, acknowledged);
        Arrays.sort(sorted);
        String latency = acknowledged == 0
                ? ""
                : "latency: p50 %s, p90 %s, p99 %s, max %s ms%n"
                        .formatted(
                                percentile(sorted, 50),
                                percentile(sorted, 90),
                                percentile(sorted, 99),
                                percentile(sorted, 100));
        String failed = failures.entrySet().stream()
                .map(failure -> "never acknowledged: " + failure.getValue() + " times " + failure.getKey())
                .collect(Collectors.joining(System.lineSeparator()));
        return latency + (failed.isEmpty() ? "" : failed + System.lineSeparator());
    }

    private long seconds() {
        return (System.nanoTime() - begin) / 1_000_000_000L;
    }

    /** The nearest rank. */
    private static String percentile(long[] sorted, int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return "%.1f".formatted(sorted[Math.max(0, rank - 1)] / 1_000.0);
    }
}
