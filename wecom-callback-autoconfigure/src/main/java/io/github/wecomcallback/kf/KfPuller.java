// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.kf.KfCursorStore.Entry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
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

    /** How often to look for accounts that are gone, and that nothing is due at. */
    private static final Duration ROUND = Duration.ofDays(1);

    private static final String OUTAGE = "The state of customer-service accounts cannot be had; pulls wait for it";

    private final OutageLog outages = new OutageLog(log, Clock.systemUTC());

    /** The doors that a thread of ours is at, and whether they were woken since it last looked. */
    private final Map<KfDoor, Boolean> inside = new ConcurrentHashMap<>();

    private final Map<String, KfTurn> turns = new ConcurrentHashMap<>();
    private final KfLedger ledger;
    private final KfPull pull;
    private final KfSettings settings;

    /** Null unless this node is to pull. */
    private volatile @Nullable KfThreads threads;

    /** A bell rang at a door: pulls it when it is due. */
    void wake(KfDoor door) {
        KfThreads ours = threads;
        if (ours != null) {
            wake(door, null, ours);
        }
    }

    private void wake(KfDoor door, @Nullable Entry found, KfThreads ours) {
        if (inside.put(door, true) != null) {
            // Who is inside looks again before it leaves.
            return;
        }
        try {
            ours.pull(() -> pull(door, found, ours));
        } catch (RejectedExecutionException ex) {
            inside.remove(door);
        }
    }

    /** @param found as the store told that it is due, or null */
    private void pull(KfDoor door, @Nullable Entry found, KfThreads ours) {
        try {
            do {
                inside.put(door, false);
                if (!pull.isAccountGone(door)) {
                    pullWhileDue(door, ours);
                } else if (found != null) {
                    ledger.setAside(found);
                }
            } while (!inside.remove(door, false));
        } catch (RuntimeException | Error ex) {
            inside.remove(door);
            outages.warn(OUTAGE, ex);
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
        ours.poll(settings.pollInterval(), quietly(new Poll(ours)));
        ours.renew(
                settings.lease().dividedBy(RENEWALS_PER_LEASE),
                () -> turns.values()
                        .forEach(turn -> quietly(() -> ledger.renew(turn)).run()));
    }

    /** Whatever goes wrong: thrown on, it would be the last time. */
    private Runnable quietly(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException | Error ex) {
                outages.warn(OUTAGE, ex);
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

    /** Asks the store what is due, with one query however many doors there are; at first, and once a day, for all doors. */
    private final class Poll implements Runnable {

        private final KfThreads ours;
        private final KfRound round;
        private boolean lookedAtAll;
        private long nextRound = System.nanoTime();

        Poll(KfThreads ours) {
            this.ours = ours;
            this.round = new KfRound(ours, settings.pulls(), ex -> outages.warn(OUTAGE, ex));
        }

        @Override
        public void run() {
            if (System.nanoTime() - nextRound >= 0) {
                Consumer<Entry> step = lookedAtAll ? this::setAsideIfGone : this::look;
                ledger.all().forEach(found -> round.add(() -> step.accept(found)));
                lookedAtAll = true;
                nextRound = System.nanoTime() + ROUND.toNanos();
            }
            round.goOn();
            ledger.due().forEach(found -> wake(found.door(), found, ours));
        }

        private void look(Entry found) {
            if (!setAsideIfGone(found)) {
                ledger.look(found);
                if (inside.put(found.door(), true) == null) {
                    pull(found.door(), null, ours);
                }
            }
        }

        private boolean setAsideIfGone(Entry found) {
            boolean gone = pull.isAccountGone(found.door());
            if (gone) {
                ledger.setAside(found);
            }
            return gone;
        }
    }
}
