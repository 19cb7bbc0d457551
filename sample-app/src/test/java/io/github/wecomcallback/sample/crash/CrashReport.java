// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of a crash test. */
final class CrashReport {

    private static final int EXAMPLES = 10;

    private final StringBuilder text = new StringBuilder();

    static String of(CrashSettings settings, Outage outage, Duration took, List<Delivery> deliveries, Verdict verdict) {
        return new CrashReport()
                .circumstances(settings, outage, took)
                .platform(deliveries)
                .handlers(verdict)
                .text
                .toString();
    }

    private CrashReport circumstances(CrashSettings settings, Outage outage, Duration took) {
        line("seed", settings.seed());
        line("kills", settings.kills());
        line("database down", outage.millis() + " ms");
        line("took", took.toSeconds() + " s");
        return this;
    }

    private CrashReport platform(List<Delivery> deliveries) {
        List<Delivery> acknowledged =
                deliveries.stream().filter(Delivery::acknowledged).toList();
        line("sent", deliveries.size());
        line("acknowledged", acknowledged.size());
        line("  after", percentile(acknowledged, 50) + " ms (p50), " + percentile(acknowledged, 99) + " ms (p99)");
        line("not acknowledged", deliveries.size() - acknowledged.size());
        line("answers", count(deliveries, Delivery::answer));
        line("tries", count(deliveries, Delivery::tries));
        return this;
    }

    private CrashReport handlers(Verdict verdict) {
        line("handled", verdict.handled());
        line("lost", verdict.lost().size());
        line("run again", verdict.againAfterFailure() + " had thrown, " + verdict.againAfterDeath() + " died");
        line("  latest death", verdict.longestFromEndToKill() + " ms after the end");
        line("handled twice", verdict.doubled().size());
        examples("lost", verdict.lost());
        examples("twice", verdict.doubled());
        return this;
    }

    private void examples(String what, List<String> found) {
        found.stream().limit(EXAMPLES).forEach(example -> line("e.g. " + what, example));
    }

    private void line(String name, Object value) {
        text.append("%-18s%s%n".formatted(name, value));
    }

    private static <K> Map<K, Long> count(List<Delivery> deliveries, Function<Delivery, K> by) {
        return deliveries.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    private static long percentile(List<Delivery> deliveries, int percent) {
        long[] sorted = deliveries.stream().mapToLong(Delivery::millis).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100];
    }
}
