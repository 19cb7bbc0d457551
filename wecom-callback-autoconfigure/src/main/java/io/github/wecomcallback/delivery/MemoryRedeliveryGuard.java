// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.RecentMessages.Bounds;
import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in memory what is on its way, and what came of it lately. Thread-safe. What is remembered is bounded in number,
 * time and bytes; what is on its way is bounded by who runs the handlers.
 *
 * <p>Whatever is thrown at it, be it for want of memory: what was on its way is so no longer, and who waits for it hears of
 * that.
 */
@Slf4j
public final class MemoryRedeliveryGuard implements RedeliveryGuard {

    private static final long MEGABYTE = 1_024 * 1_024;
    private static final long LEAST_DEFAULT = 4 * MEGABYTE;
    private static final long MOST_DEFAULT = 256 * MEGABYTE;
    private static final int PART_OF_HEAP = 16;

    /** A run leaves it when what came of it is remembered, so that a message is always found in one place or the other. */
    private final ConcurrentMap<MessageKey, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();

    private final OutageLog outages = new OutageLog(log, Clock.systemUTC());
    private final RecentMessages recent;

    /**
     * @param remember how long a message is remembered after its handlers ran
     * @param maximum how many messages are remembered
     */
    public MemoryRedeliveryGuard(Duration remember, int maximum) {
        this(remember, maximum, defaultMaxBytes());
    }

    /**
     * @param remember how long a message is remembered after its handlers ran
     * @param maximum how many messages are remembered
     * @param maxBytes about how many bytes of memory that may take; beyond it large replies are forgotten first
     */
    public MemoryRedeliveryGuard(Duration remember, int maximum, long maxBytes) {
        this(new Bounds(remember, maximum, maxBytes, true), System::nanoTime);
    }

    MemoryRedeliveryGuard(Bounds bounds, LongSupplier nanoTime) {
        this.recent = new RecentMessages(bounds, nanoTime);
    }

    /** How many bytes may be taken where nobody says it: a sixteenth of the heap, within bounds. */
    public static long defaultMaxBytes() {
        long part = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
        return Math.max(LEAST_DEFAULT, Math.min(MOST_DEFAULT, part));
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            MessageKey key, WeComMessage message, Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        try {
            CompletableFuture<Outcome> other = running.putIfAbsent(key, mine);
            if (other != null) {
                return other;
            }
            begin(key, mine, run);
        } catch (Throwable ex) {
            end(key, mine, null, ex);
        }
        return mine;
    }

    @Override
    public long size() {
        return running.size() + recent.size();
    }

    /** About how many bytes of memory the messages take that are remembered. */
    long bytes() {
        return recent.bytes();
    }

    private void begin(
            MessageKey key,
            CompletableFuture<Outcome> mine,
            Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        RecentMessage before = recent.find(key);
        if (before != null && before.replyForgotten()) {
            outages.warn(
                    "A message was delivered again whose reply was forgotten, since the replies that are remembered"
                            + " took more memory than wecom.callback.guard.max-bytes lets them; it is answered without a reply");
        }
        if (before != null && before.outcome() != null) {
            end(key, mine, before.outcome(), null);
            return;
        }
        HandlerProgress progress =
                before != null && before.progress() != null ? before.progress() : new HandlerProgress();
        try {
            run.apply(progress).whenComplete((outcome, error) -> finish(key, mine, progress, outcome, error));
        } catch (RuntimeException | Error ex) {
            finish(key, mine, progress, null, ex);
        }
    }

    private void finish(
            MessageKey key,
            CompletableFuture<Outcome> mine,
            HandlerProgress progress,
            @Nullable Outcome outcome,
            @Nullable Throwable error) {
        try {
            boolean done = outcome != null && outcome.isCompleted();
            recent.keep(key, done ? RecentMessage.done(outcome) : RecentMessage.failed(progress));
        } catch (Throwable ex) {
            log.error("What came of a message cannot be remembered; its handlers may run again", ex);
        } finally {
            end(key, mine, outcome, error);
        }
    }

    private void end(
            MessageKey key, CompletableFuture<Outcome> mine, @Nullable Outcome outcome, @Nullable Throwable error) {
        try {
            running.remove(key, mine);
        } finally {
            if (error != null) {
                mine.completeExceptionally(error);
            } else {
                mine.complete(outcome);
            }
        }
    }
}
