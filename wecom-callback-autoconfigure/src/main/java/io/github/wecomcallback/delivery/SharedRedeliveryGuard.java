// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.ClaimStore.Claim;
import io.github.wecomcallback.delivery.RecentMessages.Bounds;
import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Lets one node run the handlers of a message, whichever nodes it is delivered to, and lets the others have its reply.
 *
 * <p>What this node knows itself, it does not ask the store for. While handlers are at work, their claim is renewed; of a
 * node that dies it lapses, and the next delivery is handled by another node. Without the store nothing is begun: callbacks
 * are answered 503, and the platform delivers them again.
 *
 * <p>Thread-safe. The deliveries inside are bounded in number.
 */
@Slf4j
public final class SharedRedeliveryGuard implements RedeliveryGuard, SmartLifecycle, DisposableBean {

    /** After the web server, which stops at {@code DEFAULT_PHASE - 2048}, and before connections to a store. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration PURGE_PAUSE = Duration.ofMinutes(1);

    final GuardThreads threads = new GuardThreads();
    final OutageLog failures = new OutageLog(log, Clock.systemUTC());
    final BackOff pauses = pauses();
    final ClaimStore store;
    final ProgressCodec codec;
    final Leases leases;
    final Settings settings;

    private final Set<SharedDelivery> inside = ConcurrentHashMap.newKeySet();
    private final MemoryRedeliveryGuard local;
    private final TaskDecorator context;
    private final Semaphore room;
    private volatile boolean running;

    /**
     * @param store where the nodes agree
     * @param cipher encrypts what is kept there, if there is one
     * @param context carries what the thread of a request has over to where its handlers are started
     * @param settings times and bounds
     */
    public SharedRedeliveryGuard(
            ClaimStore store, @Nullable PayloadCipher cipher, TaskDecorator context, Settings settings) {
        this.store = store;
        this.codec = new ProgressCodec(cipher);
        this.leases = new Leases(store, settings.lease(), failures);
        this.settings = settings;
        // What is forgotten here altogether, the store is asked for: it has the reply.
        this.local = new MemoryRedeliveryGuard(
                new Bounds(settings.remember(), settings.maxMessages(), settings.maxBytes(), false), System::nanoTime);
        this.context = context;
        this.room = new Semaphore(settings.capacity());
        leases.start(threads);
        purgeLater();
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            MessageKey key, WeComMessage message, Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        return local.deliver(key, message, progress -> enter(key, message, progress, run));
    }

    /** How many messages this node remembers by itself. */
    @Override
    public long size() {
        return local.size();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Tells the store how the last runs ended, and does not wait for any that have not. */
    @Override
    public void stop() {
        running = false;
        CompletableFuture<?>[] telling = inside.stream()
                .filter(SharedDelivery::isTelling)
                .map(SharedDelivery::left)
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(telling).get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException ex) {
            log.warn("The store of the redelivery guard does not answer; handlers that are done may run again");
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

    @Override
    public void destroy() {
        threads.close();
    }

    private CompletableFuture<Outcome> enter(
            MessageKey key,
            WeComMessage message,
            HandlerProgress progress,
            Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        if (!room.tryAcquire()) {
            failures.warn("No room in the redelivery guard; callbacks are answered 503 and delivered again");
            return CompletableFuture.completedFuture(Outcome.busy());
        }
        SharedDelivery delivery;
        try {
            Claim claim = new Claim(key.digest(), UUID.randomUUID().toString());
            delivery = new SharedDelivery(this, claim, message, progress, run);
            inside.add(delivery);
            delivery.left().thenRun(() -> leave(delivery));
        } catch (Throwable ex) {
            room.release();
            throw ex;
        }
        return delivery.begin(context);
    }

    private void leave(SharedDelivery delivery) {
        try {
            inside.remove(delivery);
        } finally {
            room.release();
        }
    }

    /** At another time on each node. */
    private void purgeLater() {
        long pause = PURGE_PAUSE.toMillis();
        Duration jittered =
                Duration.ofMillis(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
        threads.executeAfter(jittered, () -> {
            try {
                store.purge();
            } catch (RuntimeException ex) {
                failures.trace(ex);
            } finally {
                purgeLater();
            }
        });
    }

    private static BackOff pauses() {
        ExponentialBackOff pauses = new ExponentialBackOff(200, 2);
        pauses.setMaxInterval(5_000);
        pauses.setMaxElapsedTime(30_000);
        return pauses;
    }

    /**
     * What can be set.
     *
     * @param lease how long a message stays with a node that no longer says it is at work on it
     * @param patience how long a delivery waits for the store and for other nodes
     * @param remember how long a message is remembered after its handlers were done
     * @param maxMessages how many messages this node remembers by itself
     * @param maxBytes about how many bytes of memory these may take
     * @param capacity how many deliveries may be on their way
     */
    public record Settings(
            Duration lease, Duration patience, Duration remember, int maxMessages, long maxBytes, int capacity) {

        /** With as many bytes as are taken where nobody says it. */
        public Settings(Duration lease, Duration patience, Duration remember, int maxMessages, int capacity) {
            this(lease, patience, remember, maxMessages, MemoryRedeliveryGuard.defaultMaxBytes(), capacity);
        }
    }
}
