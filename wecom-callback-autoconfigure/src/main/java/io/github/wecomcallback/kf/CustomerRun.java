// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.api.WeComApiException;
import io.github.wecomcallback.exchange.MessageHandling;
import io.github.wecomcallback.exchange.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Handles what one page holds of one customer, one message after the other. One that fails is tried again after a pause, in
 * which no thread waits, and passed after its last try. That its reply has to wait is no try: then the run ends here. Runs on one thread at a time.
 */
@Slf4j
@RequiredArgsConstructor
final class CustomerRun implements Runnable {

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final PageProgress page;

    /** Where in the page the messages are. */
    private final List<Integer> positions;

    private final MessageHandling handling;
    private final KfSettings settings;
    private final KfStatistics statistics;

    /** Whether the page is to be handled any further: the node goes down, has lost the door to another, or has to wait. */
    private final BooleanSupplier goesOn;

    /** Why replies had to wait since a time of {@link System#nanoTime}, or null when none had to. */
    private final LongFunction<@Nullable WeComApiException> delays;

    private final KfThreads threads;
    private int position;
    private int failures;

    /** Begins. What is returned completes with the last message, or exceptionally when not all could be handled now. */
    CompletableFuture<Void> begin() {
        try {
            threads.handle(this);
        } catch (RejectedExecutionException ex) {
            end.completeExceptionally(ex);
        }
        return end;
    }

    @Override
    public void run() {
        try {
            while (position < positions.size()) {
                if (!goesOn.getAsBoolean()) {
                    throw new PullBrokenOffException("The pull is over for this node");
                }
                if (!isDone(page.items().get(positions.get(position)))) {
                    pauseThenGoOn();
                    return;
                }
                page.done(positions.get(position));
                position++;
                failures = 0;
            }
            end.complete(null);
        } catch (Throwable ex) {
            end.completeExceptionally(ex);
        }
    }

    private boolean isDone(KfItem item) {
        long begun = System.nanoTime();
        Outcome outcome = handling.handle(item.exchange(), item.key(), settings.handlerTimeout());
        switch (outcome.status()) {
            case COMPLETED -> {
                statistics.handled();
                return true;
            }
            case BUSY -> throw busySince(begun);
            case LATE -> {
                if (System.nanoTime() - begun < settings.handlerTimeout().toNanos()) {
                    // Not its handlers took too long: another node has it. That one may yet fail, or be dead already.
                    return false;
                }
            }
            case FAILED -> {}
        }
        if (!goesOn.getAsBoolean()) {
            throw new PullBrokenOffException("The pull is over for this node, which may be why its message failed");
        }
        statistics.failed();
        if (settings.retry().isUsedUp(++failures)) {
            statistics.givenUp();
            log.error("{} was tried {} times without success; it is passed", item, failures);
            return true;
        }
        return false;
    }

    private RuntimeException busySince(long time) {
        WeComApiException delay = delays.apply(time);
        return delay != null
                ? delay
                : new PullBrokenOffException("There is no room for its messages, or they cannot be kept");
    }

    private void pauseThenGoOn() {
        Duration pause = settings.retry().delayAfter(failures, RandomGenerator.getDefault());
        threads.handleAfter(pause, this);
    }
}
