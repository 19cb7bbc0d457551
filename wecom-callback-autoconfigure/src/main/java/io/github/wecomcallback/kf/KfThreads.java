// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The threads of this node's pulls, from a start to a stop. Thread-safe. */
final class KfThreads {

    private final Set<Runnable> pausing = ConcurrentHashMap.newKeySet();
    private final ExecutorService pulls;
    private final ExecutorService messages;
    private final ScheduledExecutorService timer = scheduler("wecom-kf-timer-");
    private final ScheduledExecutorService polls = scheduler("wecom-kf-poll-");
    private final ScheduledExecutorService leases = scheduler("wecom-kf-lease-");
    private volatile boolean open = true;

    KfThreads(int pulls, int messages) {
        this.pulls = Executors.newFixedThreadPool(pulls, threads("wecom-kf-pull-"));
        this.messages = Executors.newFixedThreadPool(messages, threads("wecom-kf-"));
    }

    private static ScheduledExecutorService scheduler(String prefix) {
        return Executors.newSingleThreadScheduledExecutor(threads(prefix));
    }

    private static ThreadFactory threads(String prefix) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
        factory.setDaemon(true);
        return factory;
    }

    /** Whether anything new is to be begun. */
    boolean isOpen() {
        return open;
    }

    /** @throws RejectedExecutionException when the node goes down */
    void pull(Runnable task) {
        pulls.execute(task);
    }

    /** @throws RejectedExecutionException when all pulls are over */
    void handle(Runnable task) {
        messages.execute(task);
    }

    /**
     * Handles it after a pause, in which no thread waits; when the node goes down, at once.
     *
     * @param task what to run, which does not pause already
     * @throws RejectedExecutionException when all pulls are over
     */
    void handleAfter(Duration pause, Runnable task) {
        pausing.add(task);
        timer.schedule(() -> goOn(task), pause.toMillis(), TimeUnit.MILLISECONDS);
        if (!open) {
            goOn(task);
        }
    }

    private void goOn(Runnable task) {
        if (pausing.remove(task)) {
            handle(task);
        }
    }

    /** @param step what to do at once and then now and then, which does not throw anything */
    void poll(Duration interval, Runnable step) {
        polls.scheduleWithFixedDelay(step, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A thread of its own: however long the store takes to tell what is due, that the pulls of this node are alive is said
     * in time.
     *
     * @param step what to do now and then, which does not throw anything
     */
    void renew(Duration interval, Runnable step) {
        leases.scheduleWithFixedDelay(step, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins no more pulls, and lets none wait for the end of a pause. */
    void close() {
        open = false;
        pulls.shutdown();
        polls.shutdown();
        List.copyOf(pausing).forEach(this::goOn);
    }

    /** Returns when the pulls that were begun are over. */
    void awaitEnd() {
        try {
            pulls.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } finally {
            timer.shutdownNow();
            polls.shutdownNow();
            leases.shutdownNow();
            messages.shutdown();
        }
    }
}
