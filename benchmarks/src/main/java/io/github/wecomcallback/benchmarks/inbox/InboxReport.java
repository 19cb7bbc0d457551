// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.inbox;

import static io.github.wecomcallback.benchmarks.report.Table.number;

import io.github.wecomcallback.benchmarks.Settings;
import io.github.wecomcallback.benchmarks.http.Load;
import io.github.wecomcallback.benchmarks.http.Load.Round;
import io.github.wecomcallback.benchmarks.process.AppProcess;
import io.github.wecomcallback.benchmarks.report.Median;
import io.github.wecomcallback.benchmarks.report.Table;
import io.github.wecomcallback.benchmarks.report.Targets;
import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Ring;
import io.github.wecomcallback.benchmarks.sample.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Card events acknowledged once they are stored, and the same bytes inserted by hand. */
public final class InboxReport {

    private static final int CONNECTIONS = 32;

    private final List<Round> bare = new ArrayList<>();
    private final List<Round> inbox = new ArrayList<>();
    private final List<Double> backlogs = new ArrayList<>();
    private final List<Double> drainSeconds = new ArrayList<>();
    private final AppProcess app;
    private final Load load;
    private final Duration time;

    private InboxReport(AppProcess app, Ring ring, Duration time) {
        this.app = app;
        this.load = new Load(app, ring, CONNECTIONS);
        this.time = time;
    }

    /** Measures and prints. */
    public static void run(Settings settings) throws Exception {
        Targets targets = new Targets();
        try (TestDatabase database = TestDatabase.postgres()) {
            run(database, settings, targets);
        }
        try (TestDatabase database = TestDatabase.h2()) {
            run(database, settings, targets);
        }
        targets.print();
    }

    private static void run(TestDatabase database, Settings settings, Targets targets) throws Exception {
        String[] arguments = Platform.settings(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--wecom.callback.inbox.enabled=true",
                "--wecom.callback.storage.initialize-schema=always");
        try (AppProcess app = AppProcess.start(InboxApp.class, arguments)) {
            Duration time = Duration.ofSeconds(settings.quick() ? 3 : 10);
            InboxReport report = new InboxReport(app, Ring.of(Sample.CARD), time);
            report.measure(settings.quick() ? 2 : 7);
            long acknowledged = app.usage().completed();
            if (Long.parseLong(app.get(InboxApp.STORED)) != acknowledged) {
                throw new IllegalStateException("Not all of " + acknowledged + " callbacks were stored");
            }
            report.print(database.title(), targets);
        }
    }

    private void measure(int rounds) throws Exception {
        load.closed(InboxApp.INSERT, time);
        load.closed("/wecom/callback", time);
        drain();
        for (int i = 0; i < rounds; i++) {
            bare.add(load.closed(InboxApp.INSERT, time));
            inbox.add(load.closed("/wecom/callback", time));
            backlogs.add((double) waiting());
            drainSeconds.add(drain());
        }
    }

    /** Waits until all that was stored is handled, so that the next round has the database for itself. */
    private double drain() throws Exception {
        long begun = System.nanoTime();
        while (waiting() > 0) {
            Thread.sleep(100);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private long waiting() throws Exception {
        return Long.parseLong(app.get(InboxApp.WAITING));
    }

    private void print(String database, Targets targets) {
        double inserted = Median.of(bare, Round::throughput);
        double stored = Median.of(inbox, Round::throughput);
        Table table = new Table(
                "Inbox on " + database + ", " + CONNECTIONS + " connections",
                "",
                "acknowledged/s",
                "inbox/bare",
                "p50, ms",
                "p99, ms",
                "CPU of the application, µs",
                "waiting at the end",
                "handled after, s");
        table.row(
                "bare insert",
                number(inserted),
                "",
                number(Median.of(bare, round -> round.millis(50))),
                number(Median.of(bare, round -> round.millis(99))),
                number(Median.of(bare, Round::cpuMicros)),
                "",
                "");
        table.row(
                "inbox, and the handler run from it",
                number(stored),
                number(stored / inserted),
                number(Median.of(inbox, round -> round.millis(50))),
                number(Median.of(inbox, round -> round.millis(99))),
                number(Median.of(inbox, Round::cpuMicros)),
                number(Median.of(backlogs, Double::doubleValue)),
                number(Median.of(drainSeconds, Double::doubleValue)));
        targets.atLeast("inbox to bare insert, " + database, 0.7, stored / inserted);
    }
}
