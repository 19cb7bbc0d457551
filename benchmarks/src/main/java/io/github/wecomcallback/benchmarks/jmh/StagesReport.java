// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.jmh;

import static io.github.wecomcallback.benchmarks.report.Table.number;
import static io.github.wecomcallback.benchmarks.report.Table.ratio;

import io.github.wecomcallback.benchmarks.Settings;
import io.github.wecomcallback.benchmarks.report.Table;
import io.github.wecomcallback.benchmarks.sample.Sample;
import java.util.List;

/** The stages, on one thread. */
public final class StagesReport {

    private static final List<String> STAGES =
            List.of("envelope", "verify", "decrypt", "parse", "bind", "parseAndBind", "encrypt");

    private StagesReport() {}

    /** Measures and prints. */
    public static void run(Settings settings) {
        Jmh results = Jmh.run(StagesBenchmark.class, 1, settings);
        for (Sample sample : Sample.values()) {
            if (settings.sample() == null || settings.sample().equals(sample.name())) {
                print(sample, results);
            }
        }
    }

    private static void print(Sample sample, Jmh results) {
        String[] of = {"sample", sample.name()};
        Table table = new Table(
                "Stages, " + sample.name().toLowerCase(java.util.Locale.ROOT),
                "stage",
                "starter, ns",
                "bytes allocated",
                "crypto floor, ns",
                "of the floor",
                "wecom-sdk, ns",
                "WxJava, ns");
        for (String stage : STAGES) {
            double nanos = results.nanos(stage + "_starter", of);
            double floor = results.nanos(stage + "_floor", of);
            table.row(
                    stage,
                    number(nanos),
                    number(results.allocated(stage + "_starter", of)),
                    number(floor),
                    ratio(nanos / floor),
                    number(results.nanos(stage + "_wecomSdk", of)),
                    number(results.nanos(stage + "_wxJava", of)));
        }
    }
}
