// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.jmh;

import static io.github.wecomcallback.benchmarks.report.Table.number;
import static io.github.wecomcallback.benchmarks.report.Table.ratio;

import io.github.wecomcallback.benchmarks.Settings;
import io.github.wecomcallback.benchmarks.report.Table;
import io.github.wecomcallback.benchmarks.report.Targets;
import java.util.List;

/** Routing, with few and many handlers and accounts. */
public final class RoutesReport {

    private static final List<String> HANDLERS = List.of("1", "100", "1000");
    private static final List<String> ACCOUNTS = List.of("1", "10000");

    private RoutesReport() {}

    /** Measures and prints. */
    public static void run(Settings settings) {
        Jmh results = Jmh.run(RoutesBenchmark.class, 1, settings);
        double least = starter(results, "1", "1");
        Table table = new Table(
                "Routing", "handlers", "accounts", "starter, ns", "to 1 and 1", "bytes allocated", "WxJava, ns");
        for (String accounts : ACCOUNTS) {
            for (String handlers : HANDLERS) {
                String[] of = {"handlers", handlers, "accounts", accounts};
                double nanos = starter(results, handlers, accounts);
                double peer = accounts.equals("1") ? results.nanos("wxJava", "handlers", handlers) : Double.NaN;
                table.row(
                        handlers,
                        accounts,
                        number(nanos),
                        ratio(nanos / least),
                        number(results.allocated("starter", of)),
                        number(peer));
            }
        }
        new Targets()
                .atMost("1,000 handlers to 1", NOISE, starter(results, "1000", "1") / least)
                .atMost("10,000 accounts to 1", NOISE, starter(results, "1", "10000") / least)
                .print();
    }

    /** More shapes of handlers are asked than one, and more memory is touched: that is once for all, and not for each. */
    private static final double NOISE = 1.25;

    private static double starter(Jmh results, String handlers, String accounts) {
        return results.nanos("starter", "handlers", handlers, "accounts", accounts);
    }
}
