// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.exchange.OutageLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.SmartLifecycle;

/**
 * Sees that doors are pulled: when a bell rings here, when one rang at another node that could not pull, when a node died
 * while it pulled, when a pull is to be tried again, and all of them once at start, since bells may have rung while nobody
 * heard. Each door is pulled by one thread of one node at a time; as many doors as there are threads for it.
 *
 * <p>At shutdown no message is begun any more, and the doors are free for other nodes as soon as those that were begun are
 * done.
 *
 * <p>Thread-safe. What it keeps in memory is one page for each door that is pulled.
 */
@Slf4j
public final class KfPuller implements SmartLifecycle {

    /** With the threads of the handlers, before the web server. */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final int RENEWALS_PER_LEASE = 4;

    private final OutageLog outages = new OutageLog(log, Clock.systemUTC());
    private final Set<KfDoor> inside = ConcurrentHashMap.newKeySet();
    private final Map<String, KfTurn> turns = new ConcurrentHashMap<>();
    private final KfLedger ledger;
    private final KfPull pull;
    private final ExecutorService pulls;
    private final ExecutorService messages;
    private final ScheduledExecutorService timer;
    private final Duration pollInterval;
    private final Duration lease;
    private volatile boolean running;

    KfPuller(
            KfLedger ledger,
            KfPull pull,
            ExecutorService pulls,
            ExecutorService messages,
            ScheduledExecutorService timer,
            KfSettings settings) {
        this.ledger = ledger;
        this.pull = pull;
        this.pulls = pulls;
        this.messages = messages;
        this.timer = timer;
        this.pollInterval = settings.pollInterval();
        this.lease = settings.lease();
    }

    /** A door may be due: pulls it when it is. */
    void wake(KfDoor door) {
        if (!running || !inside.add(door)) {
            // Who is inside looks again before it leaves.
            return;
        }
        try {
            pulls.execute(() -> pull(door));
        } catch (RejectedExecutionException ex) {
            inside.remove(door);
        }
    }

    private void pull(KfDoor door) {
        try {
            KfTurn turn = ledger.take(door);
            while (turn != null) {
                pull(turn);
                turn = running ? ledger.take(door) : null;
            }
        } catch (RuntimeException ex) {
            outages.warn("The state of customer-service accounts cannot be had; pulls wait for it", ex);
        } finally {
            inside.remove(door);
        }
    }

    private void pull(KfTurn turn) {
        turns.put(turn.id(), turn);
        try {
            pull.run(turn, () -> running);
        } finally {
            turns.remove(turn.id());
        }
    }

    @Override
    public void start() {
        running = true;
        every(pollInterval, () -> ledger.due().forEach(this::wake));
        every(lease.dividedBy(RENEWALS_PER_LEASE), () -> turns.values().forEach(ledger::renew));
        timer.execute(() -> quietly(() -> ledger.doors().forEach(door -> {
            ledger.look(door);
            wake(door);
        })));
    }

    private void every(Duration interval, Runnable step) {
        timer.scheduleWithFixedDelay(
                () -> quietly(step), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whatever goes wrong: thrown on, it would be the last time. */
    private void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error ex) {
            outages.warn("The state of customer-service accounts cannot be had; pulls wait for it", ex);
        }
    }

    @Override
    public void stop() {
        running = false;
        pulls.shutdown();
        timer.shutdown();
        messages.shutdown();
    }

    /** Calls back when all doors are free. */
    @Override
    public void stop(Runnable callback) {
        running = false;
        pulls.shutdown();
        Thread waiting = new Thread(
                () -> {
                    awaitPulls();
                    stop();
                    callback.run();
                },
                "wecom-kf-shutdown");
        waiting.setDaemon(true);
        waiting.start();
    }

    private void awaitPulls() {
        try {
            while (!pulls.awaitTermination(1, TimeUnit.SECONDS)) {
                log.debug("Waiting for {} pulls", turns.size());
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
