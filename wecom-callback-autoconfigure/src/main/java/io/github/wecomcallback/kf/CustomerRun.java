// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.exchange.MessageHandling;
import io.github.wecomcallback.exchange.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Handles what one page holds of one customer, one message after the other. One that fails is tried again after a pause, in
 * which no thread waits, and passed after its last try. Runs on one thread at a time.
 */
@Slf4j
@RequiredArgsConstructor
final class CustomerRun implements Runnable {

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final List<KfItem> items;
    private final MessageHandling handling;
    private final KfSettings settings;
    private final KfStatistics statistics;

    /** Whether the page is to be handled any further: the node goes down, or has lost the door to another. */
    private final BooleanSupplier goesOn;

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
            while (position < items.size()) {
                if (!goesOn.getAsBoolean()) {
                    throw new PullBrokenOffException("The pull is over for this node");
                }
                if (!isDone(items.get(position))) {
                    pauseThenGoOn();
                    return;
                }
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
            case BUSY -> throw new PullBrokenOffException("There is no room for its messages, or they cannot be kept");
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

    private void pauseThenGoOn() {
        Duration pause = settings.retry().delayAfter(failures, RandomGenerator.getDefault());
        threads.handleAfter(pause, this);
    }
}
