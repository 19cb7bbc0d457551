// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in memory what is on its way, and what came of it lately. Thread-safe. What is remembered is bounded in number
 * and time; what is on its way is bounded by who runs the handlers.
 */
public final class MemoryRedeliveryGuard implements RedeliveryGuard {

    /** A run leaves it when what came of it is remembered, so that a message is always found in one place or the other. */
    private final ConcurrentMap<MessageKey, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();

    private final MessageMemory<Outcome> done;

    /** What is to be tried again, with what was achieved. */
    private final MessageMemory<HandlerProgress> failed;

    /**
     * @param remember how long a message is remembered after its handlers were done
     * @param maximum how many messages are remembered, and as many again that failed
     */
    public MemoryRedeliveryGuard(Duration remember, int maximum) {
        this(remember, maximum, System::nanoTime);
    }

    MemoryRedeliveryGuard(Duration remember, int maximum, LongSupplier nanoTime) {
        this.done = new MessageMemory<>(remember, maximum, nanoTime, KeptOutcomes::new);
        this.failed = new MessageMemory<>(remember, maximum, nanoTime, KeptObjects::new);
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            MessageKey key, WeComMessage message, Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        CompletableFuture<Outcome> other = running.putIfAbsent(key, mine);
        if (other != null) {
            return other;
        }
        Outcome known = done.find(key);
        if (known != null) {
            end(key, mine, known, null);
        } else {
            start(key, mine, run);
        }
        return mine;
    }

    @Override
    public long size() {
        return running.size() + done.size() + failed.size();
    }

    private void start(
            MessageKey key,
            CompletableFuture<Outcome> mine,
            Function<HandlerProgress, CompletableFuture<Outcome>> run) {
        HandlerProgress before = failed.find(key);
        HandlerProgress progress = before == null ? new HandlerProgress() : before;
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
            if (outcome != null && outcome.isCompleted()) {
                done.keep(key, outcome);
            } else {
                failed.keep(key, progress);
            }
        } finally {
            end(key, mine, outcome, error);
        }
    }

    private void end(
            MessageKey key, CompletableFuture<Outcome> mine, @Nullable Outcome outcome, @Nullable Throwable error) {
        running.remove(key, mine);
        if (error != null) {
            mine.completeExceptionally(error);
        } else {
            mine.complete(outcome);
        }
    }
}
