// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.wecomcallback.sample.crash.Delivery.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * Real processes that die: two nodes of the sample on one PostgreSQL and one Redis, under a platform that delivers as
 * WeCom does. Nodes are killed by SIGKILL at random moments, also while they start, and PostgreSQL is restarted once.
 * What must hold then, and what excuses a second run, is written at {@link Verdict}.
 *
 * <p>The figures are printed, and left in {@code target/crash-report.txt}; journals and the nodes' logs are in
 * {@code target/crash}. A run of ten minutes and more:
 *
 * <pre>{@code
 * mvn -pl sample-app -am test -Dtest=CrashTest -Dcrash.kills=200 -Dcrash.rate=100 -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>{@code -Dcrash.seed=...} kills in the order of an earlier run; what the machine makes of it is another matter.
 */
class CrashTest {

    private static final Path DIRECTORY = Path.of("target", "crash").toAbsolutePath();
    private static final Path JOURNALS = DIRECTORY.resolve("journals");
    private static final Path FAILURES = DIRECTORY.resolve("failures");
    private static final Path REPORT = Path.of("target", "crash-report.txt");

    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(90);

    private static final int LONGEST_PAUSE_MILLIS = 2000;
    /** One kill of so many comes while a node starts. */
    private static final int KILLS_PER_FALSE_START = 4;

    private final CrashSettings settings = CrashSettings.read();
    private final Random random = new Random(settings.seed());

    private Database database;
    private Redis redis;
    private Cluster cluster;
    private Platform platform;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "Skipped: there is a PostgreSQL to start for Linux on x86-64 only");
        FileSystemUtils.deleteRecursively(DIRECTORY);
        Files.createDirectories(JOURNALS);
        Files.createDirectories(FAILURES);
        database = new Database(DIRECTORY.resolve("postgresql"));
        redis = new Redis();
        cluster = new Cluster(new NodeProgram(DIRECTORY, JournaledHandlers.class, arguments(redis.port())));
        cluster.start();
        platform = new Platform(cluster.routes(), new Random(settings.seed()));
    }

    @AfterEach
    void stop() throws IOException {
        if (platform != null) {
            platform.close();
        }
        if (cluster != null) {
            cluster.close();
        }
        if (redis != null) {
            redis.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void what_was_acknowledged_is_handled_and_handled_once_though_nodes_die() throws Exception {
        Instant begin = Instant.now();

        platform.start(settings.rate());
        killNodes(settings.kills() / 2);
        cluster.awaitAll();
        Outage outage = database.restart();
        killNodes(settings.kills() - settings.kills() / 2);
        cluster.awaitAll();
        List<Delivery> deliveries = platform.stop();
        letFinish(deliveries);
        cluster.terminate();

        Verdict verdict = verdict(deliveries, outage);
        report(CrashReport.of(settings, outage, Duration.between(begin, Instant.now()), deliveries, verdict));
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.doubled()).isEmpty();
        assertThat(deliveries).extracting(Delivery::answer).doesNotContain(Answer.WRONG);
        assertThat(deliveries).filteredOn(Delivery::acknowledged).hasSizeGreaterThan(deliveries.size() * 9 / 10);
    }

    private void killNodes(int kills) throws IOException, InterruptedException {
        for (int kill = 0; kill < kills; kill++) {
            if (random.nextInt(KILLS_PER_FALSE_START) > 0) {
                cluster.awaitAll();
            }
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            cluster.killOne(random);
        }
    }

    /** Waits until all is handled, and a lease longer: what is handled again because nobody noted its end is so by then. */
    private void letFinish(List<Delivery> deliveries) {
        try {
            await().pollInterval(Duration.ofSeconds(1))
                    .during(LEASE.plusSeconds(4))
                    .atMost(TIME_TO_FINISH)
                    .until(() -> verdict(deliveries, Outage.NONE).lost().isEmpty());
        } catch (ConditionTimeoutException ex) {
            // The verdict tells what is lost.
        }
    }

    private Verdict verdict(List<Delivery> deliveries, Outage outage) {
        return new Verdict(deliveries, new JournalReader(JOURNALS).runs(), cluster.kills(), outage);
    }

    private static void report(String report) throws IOException {
        System.out.print(report);
        Files.writeString(REPORT, report);
    }

    private List<String> arguments(int redisPort) {
        return List.of(
                "--crash.journals=" + JOURNALS,
                "--crash.failures=" + FAILURES,
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=postgres",
                "--spring.data.redis.host=127.0.0.1",
                "--spring.data.redis.port=" + redisPort,
                "--wecom.callback.storage.initialize-schema=always",
                "--wecom.callback.inbox.enabled=true",
                "--wecom.callback.inbox.lease=" + LEASE.toSeconds() + "s",
                "--wecom.callback.guard.store=redis");
    }
}
