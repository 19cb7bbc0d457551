// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.jmh;

import static io.github.wecomcallback.benchmarks.report.Table.number;
import static io.github.wecomcallback.benchmarks.report.Table.ratio;

import io.github.wecomcallback.benchmarks.Settings;
import io.github.wecomcallback.benchmarks.report.Table;
import io.github.wecomcallback.benchmarks.report.Targets;
import io.github.wecomcallback.benchmarks.sample.Sample;
import java.util.LinkedHashMap;
import java.util.Map;

/** The whole exchange, on one thread and on two. */
public final class ExchangeReport {

    private static final Map<String, String> WHO = new LinkedHashMap<>();

    static {
        WHO.put("floor", "crypto floor");
        WHO.put("starter", "this starter");
        WHO.put("wecomSdk", "wecom-sdk, without a reply");
        WHO.put("wxJava", "WxJava");
    }

    private ExchangeReport() {}

    /** Measures and prints. */
    public static void run(Settings settings) {
        Jmh one = Jmh.run(ExchangeBenchmark.class, 1, settings);
        Jmh two = Jmh.run(ExchangeBenchmark.class, 2, settings);
        for (Sample sample : Sample.values()) {
            if (settings.sample() == null || settings.sample().equals(sample.name())) {
                print(sample, one, two);
            }
        }
        if (settings.sample() == null || settings.sample().equals(Sample.TEXT.name())) {
            printTargets(one, two);
        }
    }

    private static void print(Sample sample, Jmh one, Jmh two) {
        String[] of = {"sample", sample.name()};
        Table table = new Table(
                "Exchange, " + sample.name().toLowerCase(java.util.Locale.ROOT) + ", "
                        + sample.plaintext(1).getBytes(java.nio.charset.StandardCharsets.UTF_8).length + " bytes",
                "",
                "callbacks/s, 1 thread",
                "±",
                "µs each",
                "of the floor",
                "callbacks/s, 2 threads",
                "2 threads to 1",
                "bytes allocated each");
        WHO.forEach((method, name) -> {
            double[] alone = one.throughput(method, of);
            double both = two.throughput(method, of)[0];
            table.row(
                    name,
                    number(alone[0]),
                    number(alone[1]),
                    number(1e6 / alone[0]),
                    ratio(one.throughput("floor", of)[0] / alone[0]),
                    number(both),
                    ratio(both / alone[0]),
                    number(one.allocated(method, of)));
        });
    }

    private static void printTargets(Jmh one, Jmh two) {
        String[] text = {"sample", Sample.TEXT.name()};
        double starter = one.throughput("starter", text)[0];
        new Targets()
                .atMost("time of a text, in crypto floors", 3, one.throughput("floor", text)[0] / starter)
                .atLeast("throughput of a text, in WxJavas", 10, starter / one.throughput("wxJava", text)[0])
                .atLeast("throughput of a text, in wecom-sdks", 4, starter / one.throughput("wecomSdk", text)[0])
                .atMost("KB allocated for a text", 12, one.allocated("starter", text) / 1024)
                .atLeast("throughput of 2 threads to 1", 1.8, two.throughput("starter", text)[0] / starter)
                .print();
    }
}
