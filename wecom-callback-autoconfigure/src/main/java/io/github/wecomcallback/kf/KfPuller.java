// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.exchange.OutageLog;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
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
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class KfPuller implements SmartLifecycle {

    /** With the threads of the handlers, before the web server. */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final int RENEWALS_PER_LEASE = 4;

    private final OutageLog outages = new OutageLog(log, Clock.systemUTC());

    /** The doors that a thread of ours is at, and whether they were woken since it last looked. */
    private final Map<KfDoor, Boolean> inside = new ConcurrentHashMap<>();

    private final Map<String, KfTurn> turns = new ConcurrentHashMap<>();
    private final KfLedger ledger;
    private final KfPull pull;
    private final KfSettings settings;

    /** Null unless this node is to pull. */
    private volatile @Nullable KfThreads threads;

    /** A door may be due: pulls it when it is. */
    void wake(KfDoor door) {
        KfThreads ours = threads;
        if (ours == null || inside.put(door, true) != null) {
            // Who is inside looks again before it leaves.
            return;
        }
        try {
            ours.pull(() -> pull(door, ours));
        } catch (RejectedExecutionException ex) {
            inside.remove(door);
        }
    }

    private void pull(KfDoor door, KfThreads ours) {
        try {
            do {
                inside.put(door, false);
                pullWhileDue(door, ours);
            } while (!inside.remove(door, false));
        } catch (RuntimeException | Error ex) {
            inside.remove(door);
            outages.warn("The state of customer-service accounts cannot be had; pulls wait for it", ex);
        }
    }

    private void pullWhileDue(KfDoor door, KfThreads ours) {
        KfTurn turn;
        while (ours.isOpen() && (turn = ledger.take(door)) != null) {
            turns.put(turn.id(), turn);
            try {
                pull.run(turn, ours);
            } finally {
                turns.remove(turn.id());
            }
        }
    }

    @Override
    public synchronized void start() {
        if (threads != null) {
            return;
        }
        KfThreads ours = new KfThreads(settings.pulls(), settings.threads());
        threads = ours;
        ours.every(settings.pollInterval(), quietly(() -> ledger.due().forEach(this::wake)));
        ours.every(
                settings.lease().dividedBy(RENEWALS_PER_LEASE),
                quietly(() -> turns.values().forEach(ledger::renew)));
        Instant begun = Instant.now();
        ours.soon(quietly(() -> ledger.doors().forEach(door -> {
            ledger.look(door, begun);
            wake(door);
        })));
    }

    /** Whatever goes wrong: thrown on, it would be the last time. */
    private Runnable quietly(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException | Error ex) {
                outages.warn("The state of customer-service accounts cannot be had; pulls wait for it", ex);
            }
        };
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Calls back when all doors are free. */
    @Override
    public synchronized void stop(Runnable callback) {
        KfThreads ours = threads;
        if (ours == null) {
            callback.run();
            return;
        }
        threads = null;
        ours.close();
        Thread waiting = new Thread(
                () -> {
                    ours.awaitEnd();
                    callback.run();
                },
                "wecom-kf-shutdown");
        waiting.setDaemon(true);
        waiting.start();
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
