// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import com.github.benmanes.caffeine.cache.Policy.FixedExpiration;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in memory what is on its way and what was done lately. Thread-safe; the messages that it keeps are bounded
 * in number and time.
 *
 * <p>When there are too many, the oldest go. Caffeine's own bound by size would rather turn away the newest, of which
 * each is seen but once, and it is just those that are delivered again.
 */
public final class MemoryRedeliveryGuard implements RedeliveryGuard {

    private static final int TRIM_PARTS = 20;
    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Cache<MessageKey, Entry> entries;
    private final FixedExpiration<MessageKey, Entry> byAge;
    private final int maximum;
    private final Ticker ticker;
    private final AtomicBoolean trimming = new AtomicBoolean();

    /**
     * @param remember how long a message is remembered after its handlers were done
     * @param maximum how many messages are remembered
     */
    public MemoryRedeliveryGuard(Duration remember, int maximum) {
        this(remember, maximum, Ticker.systemTicker());
    }

    MemoryRedeliveryGuard(Duration remember, int maximum, Ticker ticker) {
        this.entries =
                Caffeine.newBuilder().expireAfterWrite(remember).ticker(ticker).build();
        this.byAge = entries.policy().expireAfterWrite().orElseThrow();
        this.maximum = maximum;
        this.ticker = ticker;
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            MessageKey key, WeComMessage message, Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        Entry mine = new Entry(new CompletableFuture<>(), ticker.read());
        // As a rule it is new. A redelivery writes nothing, so it does not make the message be remembered any longer.
        Entry seen = entries.asMap().putIfAbsent(key, mine);
        if (seen == null) {
            trim();
            start(key, mine, run);
            return mine.outcome;
        }
        if (!seen.isReleased()) {
            return seen.outcome;
        }
        Entry entry = entries.asMap().compute(key, (k, known) -> {
            if (known == null) {
                return mine;
            }
            return known.isReleased() ? mine.after(known) : known;
        });
        if (entry == mine) {
            trim();
            start(key, mine, run);
        }
        return entry.outcome;
    }

    @Override
    public long size() {
        return entries.estimatedSize();
    }

    private void start(MessageKey key, Entry mine, Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        try {
            run.apply(mine.progress).whenComplete((outcome, error) -> finish(key, mine, outcome, error));
        } catch (RuntimeException | Error ex) {
            finish(key, mine, null, ex);
        }
    }

    private void finish(MessageKey key, Entry entry, @Nullable Outcome outcome, @Nullable Throwable error) {
        if (error != null) {
            entry.outcome.completeExceptionally(error);
        } else {
            entry.outcome.complete(outcome);
        }
        entry.forgetProgressUnlessReleased();
        if (ticker.read() - entry.begun > MOMENT_NANOS) {
            // Written once more, so that it is remembered from now on and not from when it arrived.
            entries.asMap().replace(key, entry, entry);
        }
    }

    private void trim() {
        if (entries.estimatedSize() <= maximum || !trimming.compareAndSet(false, true)) {
            return;
        }
        try {
            List<CacheEntry<MessageKey, Entry>> oldest = byAge.oldest(entriesByAge -> entriesByAge
                    .filter(kept -> kept.getValue().outcome.isDone())
                    .limit(Math.max(1, maximum / TRIM_PARTS))
                    .toList());
            oldest.forEach(kept -> entries.asMap().remove(kept.getKey(), kept.getValue()));
        } finally {
            trimming.set(false);
        }
    }

    /** A message on its way, done, or released to be tried again. */
    private static final class Entry {

        private final CompletableFuture<Outcome> outcome;
        private final long begun;
        private @Nullable HandlerProgress progress = new HandlerProgress();

        Entry(CompletableFuture<Outcome> outcome, long begun) {
            this.outcome = outcome;
            this.begun = begun;
        }

        /** Goes on where an earlier run came to. */
        Entry after(Entry released) {
            progress = released.progress;
            return this;
        }

        /** What is done needs none, and there may be many that are. */
        void forgetProgressUnlessReleased() {
            if (!isReleased()) {
                progress = null;
            }
        }

        boolean isReleased() {
            if (!outcome.isDone()) {
                return false;
            }
            return outcome.isCompletedExceptionally() || !outcome.join().isCompleted();
        }
    }
}
