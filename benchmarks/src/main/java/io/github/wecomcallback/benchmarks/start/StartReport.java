// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.start;

import static io.github.wecomcallback.benchmarks.report.Table.number;

import io.github.wecomcallback.benchmarks.Settings;
import io.github.wecomcallback.benchmarks.report.Median;
import io.github.wecomcallback.benchmarks.report.Table;
import io.github.wecomcallback.benchmarks.report.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A web application that does nothing, and the same with the starter and a handler, started in turns. */
public final class StartReport {

    private StartReport() {}

    /** Measures and prints. */
    public static void run(Settings settings) throws Exception {
        Path module = module();
        Path bareJar = module.resolve("start-bare/target/start-bare-app.jar");
        Path starterJar = module.resolve("start-starter/target/start-starter-app.jar");
        List<StartedApp> bare = new ArrayList<>();
        List<StartedApp> starter = new ArrayList<>();
        // The first of each only fills the caches of the operating system.
        StartedApp.of(bareJar);
        StartedApp.of(starterJar);
        for (int i = 0; i < (settings.quick() ? 3 : 15); i++) {
            bare.add(StartedApp.of(bareJar));
            starter.add(StartedApp.of(starterJar));
        }
        Table table = new Table("Start, median of " + bare.size(), "", "bare", "with the starter", "difference");
        row(table, "ready after, ms", bare, starter, StartedApp::millis);
        row(table, "resident memory, MB", bare, starter, StartedApp::residentMegabytes);
        row(table, "live heap, MB", bare, starter, StartedApp::heapMegabytes);
        row(table, "classes", bare, starter, StartedApp::classes);
        double added = Median.of(starter, StartedApp::millis) - Median.of(bare, StartedApp::millis);
        new Targets().atMost("ms added to the start", 150, added).print();
    }

    /** The folder of this module, where its jar is run from. */
    private static Path module() throws Exception {
        Path jar = Path.of(StartReport.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return jar.resolve("../..").normalize();
    }

    private static void row(
            Table table,
            String what,
            List<StartedApp> bare,
            List<StartedApp> starter,
            ToDoubleFunction<StartedApp> figure) {
        double without = Median.of(bare, figure);
        double with = Median.of(starter, figure);
        table.row(what, number(without), number(with), (with < without ? "" : "+") + number(with - without));
    }
}
