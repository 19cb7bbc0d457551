// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.http;

import static io.github.wecomcallback.benchmarks.report.Table.number;
import static io.github.wecomcallback.benchmarks.report.Table.ratio;

import io.github.wecomcallback.benchmarks.Settings;
import io.github.wecomcallback.benchmarks.http.Load.Round;
import io.github.wecomcallback.benchmarks.process.AppProcess;
import io.github.wecomcallback.benchmarks.report.Median;
import io.github.wecomcallback.benchmarks.report.Table;
import io.github.wecomcallback.benchmarks.report.Targets;
import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Ring;
import io.github.wecomcallback.benchmarks.sample.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Texts with encrypted replies: what the three endpoints can do, what it costs, and how long their callers wait. */
public final class HttpReport {

    private static final int CONNECTIONS = 16;
    private static final int MORE_CONNECTIONS = 64;

    private final Map<Endpoint, List<Round>> closed = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, List<Round>> at30 = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, List<Round>> at80 = new EnumMap<>(Endpoint.class);
    private final AppProcess app;
    private final Ring ring;
    private final Settings settings;

    private HttpReport(AppProcess app, Ring ring, Settings settings) {
        this.app = app;
        this.ring = ring;
        this.settings = settings;
    }

    /** Measures and prints. */
    public static void run(Settings settings) throws Exception {
        try (AppProcess app = AppProcess.start(HttpApp.class, Platform.settings())) {
            HttpReport report = new HttpReport(app, Ring.of(Sample.TEXT), settings);
            report.check();
            report.measure();
            report.print();
            if (app.usage().redeliveries() > 0) {
                throw new IllegalStateException("Some messages were taken for redeliveries");
            }
        }
    }

    /** That all answer what they should. */
    private void check() throws IOException {
        for (Endpoint endpoint : Endpoint.values()) {
            try (Connection connection = new Connection(app.port(), endpoint.path)) {
                connection.exchange(ring.cursor().next());
                String answer = connection.body();
                boolean right = endpoint == Endpoint.BARE
                        ? answer.equals("success")
                        : Platform.open(answer).contains(Sample.replyTo(Sample.CONTENT));
                if (!right) {
                    throw new IllegalStateException(endpoint + " answered " + answer);
                }
            }
        }
    }

    private void measure() throws Exception {
        Load load = new Load(app, ring, CONNECTIONS);
        for (Endpoint endpoint : Endpoint.values()) {
            load.closed(endpoint.path, Duration.ofSeconds(settings.quick() ? 5 : 30));
        }
        Duration time = Duration.ofSeconds(settings.quick() ? 3 : 10);
        for (int round = 0; round < (settings.quick() ? 3 : 7); round++) {
            for (Endpoint endpoint : Endpoint.values()) {
                add(closed, endpoint, load.closed(endpoint.path, time));
            }
        }
        Load many = new Load(app, ring, MORE_CONNECTIONS);
        for (int round = 0; round < (settings.quick() ? 1 : 5); round++) {
            for (Endpoint endpoint : Endpoint.values()) {
                double rate = rate(endpoint);
                add(at30, endpoint, many.open(endpoint.path, 0.3 * rate, time));
                add(at80, endpoint, many.open(endpoint.path, 0.8 * rate, time));
            }
        }
    }

    private static void add(Map<Endpoint, List<Round>> rounds, Endpoint endpoint, Round round) {
        rounds.computeIfAbsent(endpoint, key -> new ArrayList<>()).add(round);
    }

    /** What the endpoint is loaded with a part of. The bare one gets no more than the starter, to be compared with it. */
    private double rate(Endpoint endpoint) {
        double own = Median.of(closed.get(endpoint), Round::throughput);
        return endpoint == Endpoint.BARE
                ? Math.min(own, Median.of(closed.get(Endpoint.STARTER), Round::throughput))
                : own;
    }

    private void print() {
        double cpuOfBare = Median.of(closed.get(Endpoint.BARE), Round::cpuMicros);
        double throughputOfBare = Median.of(closed.get(Endpoint.BARE), Round::throughput);
        Table capacity = new Table(
                "HTTP, text with encrypted reply, " + CONNECTIONS + " connections",
                "",
                "CPU of the application, µs",
                "bare/this, by CPU",
                "callbacks/s",
                "this/bare, by throughput");
        for (Endpoint endpoint : Endpoint.values()) {
            double cpu = Median.of(closed.get(endpoint), Round::cpuMicros);
            double throughput = Median.of(closed.get(endpoint), Round::throughput);
            capacity.row(
                    endpoint.title,
                    number(cpu),
                    number(cpuOfBare / cpu),
                    number(throughput),
                    number(throughput / throughputOfBare));
        }
        printLatencies("at 30%", at30, 0.3);
        printLatencies("at 80%", at80, 0.8);
        double cpuRatio = cpuOfBare / Median.of(closed.get(Endpoint.STARTER), Round::cpuMicros);
        double p99OfBare = Median.of(at80.get(Endpoint.BARE), round -> round.millis(99));
        double p99 = Median.of(at80.get(Endpoint.STARTER), round -> round.millis(99));
        new Targets()
                .atLeast("bare to starter, by CPU time", 0.85, cpuRatio)
                .atMost("p99 at 80% load, starter to bare", 1.5, p99 / p99OfBare)
                .print();
    }

    private void printLatencies(String load, Map<Endpoint, List<Round>> rounds, double part) {
        Table table = new Table(
                "Latency " + load + " of capacity, ms", "", "callbacks/s", "p50", "p90", "p99", "p99.9", "p99 to bare");
        double p99OfBare = Median.of(rounds.get(Endpoint.BARE), round -> round.millis(99));
        rounds.forEach((endpoint, of) -> table.row(
                endpoint.title,
                number(part * rate(endpoint)),
                number(Median.of(of, round -> round.millis(50))),
                number(Median.of(of, round -> round.millis(90))),
                number(Median.of(of, round -> round.millis(99))),
                number(Median.of(of, round -> round.millis(99.9))),
                ratio(Median.of(of, round -> round.millis(99)) / p99OfBare)));
    }
}
