// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.ClaimStore.Claim;
import io.github.wecomcallback.delivery.ClaimStore.Kept;
import io.github.wecomcallback.delivery.ClaimStore.Standing;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.backoff.BackOffExecution;

/**
 * One delivery that this node knows nothing of: asks the store until it knows whether to run the handlers, gets the outcome
 * of another node or of its own, and then tells the store.
 *
 * <p>One step after the other, each on a thread that may be another; none waits.
 */
@Slf4j
@RequiredArgsConstructor
final class SharedDelivery {

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> left = new CompletableFuture<>();
    private final long begun = System.nanoTime();

    private final SharedRedeliveryGuard guard;
    private final Claim claim;
    private final WeComMessage message;
    private final HandlerProgress progress;
    private final Function<HandlerProgress, CompletableFuture<Outcome>> handlers;
    private volatile boolean started;

    /**
     * Begins.
     *
     * @param context carries what the thread of the request has over to where the handlers are started
     */
    CompletableFuture<Outcome> begin(TaskDecorator context) {
        try {
            Runnable run = context.decorate(this::run);
            if (!guard.threads.execute(() -> ask(run, Outcome.busy()))) {
                end(Outcome.busy());
            }
        } catch (RuntimeException | Error ex) {
            leave();
            throw ex;
        }
        return outcome;
    }

    /** Completes when the delivery has nothing more to do with the store. */
    CompletableFuture<@Nullable Void> left() {
        return left;
    }

    /** Whether the handlers are done, and the store is not told yet. */
    boolean isTelling() {
        return outcome.isDone() && !left.isDone();
    }

    private void ask(Runnable run, Outcome tooLate) {
        try {
            askStore(run, tooLate);
        } catch (RuntimeException | Error ex) {
            // Such as no memory for the next step: whoever waits would do so for ever, and so would all redeliveries.
            guard.failures.warn("A callback cannot be claimed; it is answered 500 and delivered again", ex);
            end(Outcome.failed());
        }
    }

    private void askStore(Runnable run, Outcome tooLate) {
        long asked = System.nanoTime();
        if (asked - begun >= guard.settings.patience().toNanos()) {
            // Nobody waits for it any longer; and after a time without the store, there may be many such.
            end(tooLate);
            return;
        }
        Standing standing;
        HandlerProgress kept;
        try {
            standing = guard.store.claim(claim, guard.settings.lease());
            kept = guard.codec.read(standing.kept());
        } catch (RuntimeException | Error ex) {
            guard.failures.warn(
                    "The store of the redelivery guard fails; callbacks are answered 503 and delivered again", ex);
            end(Outcome.busy());
            return;
        }
        switch (standing.state()) {
            case DONE -> end(Outcome.completed(kept.reply()));
            case HELD -> askAgain(run);
            case CLAIMED -> {
                if (System.nanoTime() - asked >= guard.settings.lease().toNanos() / 2) {
                    // The answer took so long that the claim may lapse before it is renewed, if it has not yet.
                    askAgain(run);
                    return;
                }
                guard.leases.add(claim, asked);
                progress.include(kept);
                start(run);
            }
        }
    }

    private void start(Runnable run) {
        try {
            run.run();
        } catch (RuntimeException | Error ex) {
            // What carries the context over is the application's, and can fail before it comes to the handlers.
            if (!started) {
                conclude(null, ex);
            }
        }
    }

    private void askAgain(Runnable run) {
        if (!guard.threads.executeAfter(PAUSE, () -> ask(run, Outcome.late()))) {
            end(Outcome.late());
        }
    }

    private void end(Outcome ended) {
        leave();
        outcome.complete(ended);
    }

    private void run() {
        started = true;
        CompletableFuture<Outcome> running;
        try {
            running = handlers.apply(progress);
        } catch (RuntimeException | Error ex) {
            running = CompletableFuture.failedFuture(ex);
        }
        running.whenComplete(this::conclude);
    }

    private void conclude(@Nullable Outcome ended, @Nullable Throwable error) {
        // The platform first: it waits.
        if (error != null) {
            outcome.completeExceptionally(error);
        } else {
            outcome.complete(ended);
        }
        boolean telling = false;
        try {
            BackOffExecution pauses = guard.pauses.start();
            telling = guard.threads.execute(() -> tell(ended, pauses));
        } finally {
            if (!telling) {
                leave();
            }
        }
    }

    /** Until it is told, the claim is renewed, so that no other node runs the handlers once more. */
    private void tell(@Nullable Outcome ended, BackOffExecution pauses) {
        try {
            if (!tell(ended)) {
                log.warn(
                        "A message was claimed by another node while its handlers were at work here; they may run twice");
            }
            leave();
        } catch (RuntimeException | Error ex) {
            tellAgain(ended, pauses, ex);
        }
    }

    private boolean tell(@Nullable Outcome ended) {
        Duration remember = guard.settings.remember();
        if (ended != null && ended.isCompleted()) {
            return guard.store.done(claim, guard.codec.writeDone(message, ended.reply()), remember);
        }
        Kept kept = guard.codec.writeReleased(message, progress.elsewhere());
        return guard.store.release(claim, kept, remember);
    }

    private void tellAgain(@Nullable Outcome ended, BackOffExecution pauses, Throwable failure) {
        long pause = pauses.nextBackOff();
        if (pause != BackOffExecution.STOP
                && guard.threads.executeAfter(Duration.ofMillis(pause), () -> tell(ended, pauses))) {
            guard.failures.trace(failure);
            return;
        }
        guard.failures.warn(
                "The store of the redelivery guard fails; another node may run handlers again that are done here",
                failure);
        leave();
    }

    private void leave() {
        guard.leases.remove(claim);
        left.complete(null);
    }
}
