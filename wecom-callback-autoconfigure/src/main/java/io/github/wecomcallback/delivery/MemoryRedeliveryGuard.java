// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in memory what is on its way and what was done lately. Thread-safe, without a lock that messages share; the
 * messages that it keeps are bounded in number and time.
 *
 * <p>When there are too many, those go that were done first. A cache that weighs what is asked for most would rather turn
 * away the newest, of which each is seen but once, and it is just those that are delivered again.
 */
public final class MemoryRedeliveryGuard implements RedeliveryGuard {

    private final ConcurrentMap<MessageKey, Entry> entries = new ConcurrentHashMap<>();

    /** In the order in which they were done, so that the oldest is found without a search. */
    private final Queue<Entry> done = new ConcurrentLinkedQueue<>();

    /** How many are in the queue: some may be there that were tried again since. */
    private final AtomicInteger countDone = new AtomicInteger();

    private final Lock forgetting = new ReentrantLock();
    private final long rememberNanos;
    private final int maximum;
    private final LongSupplier nanoTime;

    /**
     * @param remember how long a message is remembered after its handlers were done
     * @param maximum how many messages are remembered
     */
    public MemoryRedeliveryGuard(Duration remember, int maximum) {
        this(remember, maximum, System::nanoTime);
    }

    MemoryRedeliveryGuard(Duration remember, int maximum, LongSupplier nanoTime) {
        this.rememberNanos = TimeUnit.NANOSECONDS.convert(remember);
        this.maximum = maximum;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            MessageKey key, WeComMessage message, Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        forgetOld();
        Entry mine = new Entry(key);
        Entry known = entries.putIfAbsent(key, mine);
        while (known != null) {
            if (!known.isReleased()) {
                return known;
            }
            mine.progress = known.progress;
            known = entries.replace(key, known, mine) ? null : entries.putIfAbsent(key, mine);
        }
        start(mine, run);
        return mine;
    }

    @Override
    public long size() {
        forgetOld();
        return entries.size();
    }

    private void start(Entry entry, Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        try {
            run.apply(entry.progress).whenComplete((outcome, error) -> finish(entry, outcome, error));
        } catch (RuntimeException | Error ex) {
            finish(entry, null, ex);
        }
    }

    private void finish(Entry entry, @Nullable Outcome outcome, @Nullable Throwable error) {
        entry.end(nanoTime.getAsLong(), outcome, error);
        countDone.incrementAndGet();
        done.add(entry);
    }

    /** One thread at a time does, for all: the one that is looked at is then the one that is taken. */
    private void forgetOld() {
        if (!forgetting.tryLock()) {
            return;
        }
        try {
            long now = nanoTime.getAsLong();
            Entry oldest = done.peek();
            while (oldest != null && (isTooMany() || now - oldest.doneAt > rememberNanos)) {
                done.remove();
                countDone.decrementAndGet();
                entries.remove(oldest.key, oldest);
                oldest = done.peek();
            }
        } finally {
            forgetting.unlock();
        }
    }

    private boolean isTooMany() {
        return entries.size() > maximum || countDone.get() > maximum;
    }

    /** The outcome of a message that is on its way, done, or released to be tried again. */
    private static final class Entry extends CompletableFuture<Outcome> {

        private final MessageKey key;
        private long doneAt;
        private @Nullable HandlerProgress progress = new HandlerProgress();

        Entry(MessageKey key) {
            this.key = key;
        }

        void end(long now, @Nullable Outcome result, @Nullable Throwable error) {
            doneAt = now;
            if (error != null) {
                completeExceptionally(error);
            } else {
                complete(result);
            }
            if (!isReleased()) {
                // What is done needs none, and there may be many that are.
                progress = null;
            }
        }

        boolean isReleased() {
            return isDone() && (isCompletedExceptionally() || !join().isCompleted());
        }
    }
}
