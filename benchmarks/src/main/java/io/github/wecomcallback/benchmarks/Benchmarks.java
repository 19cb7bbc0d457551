// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks;

import io.github.wecomcallback.benchmarks.heap.HeapReport;
import io.github.wecomcallback.benchmarks.http.HttpReport;
import io.github.wecomcallback.benchmarks.inbox.InboxReport;
import io.github.wecomcallback.benchmarks.jmh.ExchangeReport;
import io.github.wecomcallback.benchmarks.jmh.RoutesReport;
import io.github.wecomcallback.benchmarks.jmh.StagesReport;
import io.github.wecomcallback.benchmarks.report.Machine;
import io.github.wecomcallback.benchmarks.start.StartReport;
import java.util.Arrays;
import java.util.Locale;

/** The one command: {@code java -jar benchmarks.jar exchange}. */
public final class Benchmarks {

    private static final String USAGE = """
            java -jar benchmarks.jar <benchmark> [--quick] [--verbose] [--sample=text|card|approval]

              exchange   from the body of a request to the body of its answer, without HTTP
              stages     its stages, each by itself
              routes     few and many handlers and accounts
              http       the same behind HTTP, beside an endpoint that does nothing
              inbox      callbacks stored, beside an endpoint that inserts
              start      what is added to the start of an application
              heap       ten million callbacks, and what is left of them
            """;

    private Benchmarks() {}

    /** Runs one benchmark and prints its tables. */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        if (arguments.length == 0) {
            System.out.print(USAGE);
            return;
        }
        Settings settings = Settings.of(Arrays.copyOfRange(arguments, 1, arguments.length));
        switch (arguments[0]) {
            case "exchange" -> ExchangeReport.run(settings);
            case "stages" -> StagesReport.run(settings);
            case "routes" -> RoutesReport.run(settings);
            case "http" -> HttpReport.run(settings);
            case "inbox" -> InboxReport.run(settings);
            case "start" -> StartReport.run(settings);
            case "heap" -> HeapReport.run(settings);
            default -> System.out.print(USAGE);
        }
        Machine.print();
    }
}
