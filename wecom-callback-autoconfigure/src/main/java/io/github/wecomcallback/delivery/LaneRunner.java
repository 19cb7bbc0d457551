// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.github.wecomcallback.delivery.InboxEntry.Kept;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.core.retry.RetryOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Runs a lane: its entries one after the other, oldest first, each until it is handled or a dead letter. The scheduler sees
 * to it that one node at a time does. Thread-safe.
 *
 * <p>What became of an entry is written down for as long as it takes: while the database is away, the thread waits for it
 * rather than let a handler run twice. What db-scheduler writes is part of the same transaction ({@link SchedulerDataSource}).
 */
@Slf4j
@RequiredArgsConstructor
final class LaneRunner implements ExecutionHandler<Void>, DeadExecutionHandler<Void> {

    private static final int ENTRIES_AT_A_TIME = 50;
    private static final double DELAY_SPREAD = 0.2;
    private static final String NODE_DIED = "The node that was at it died";

    private final InboxTable table;
    private final LaneSchedule lanes;
    private final EntryRun run;
    private final TransactionOperations transaction;
    private final RetryOperations persistently;
    private final RandomGenerator random;
    private final Clock clock;
    private final JointWriter<Handled> joint = new JointWriter<>(this::end);

    @Override
    public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        BooleanSupplier goingDown = () -> context.getSchedulerState().isShuttingDown();
        try {
            return run(new Lane(instance.getId()), goingDown);
        } catch (RuntimeException | Error ex) {
            if (goingDown.getAsBoolean()) {
                return again(Duration.ZERO);
            }
            throw ex;
        }
    }

    /** Takes nothing up any more when the node goes down: another one goes on from here. */
    private CompletionHandler<Void> run(Lane lane, BooleanSupplier goingDown) {
        for (int i = 0; i < ENTRIES_AT_A_TIME && !goingDown.getAsBoolean(); i++) {
            Optional<Kept> next = read(lane);
            if (next.isEmpty()) {
                return leave(lane);
            }
            Kept entry = next.get();
            EntryRun.Result result = run.of(entry, goingDown);
            if (result.isGivenBack()) {
                return again(Duration.ZERO);
            }
            if (result.delay() != null) {
                return later(entry, result.delay());
            }
            if (result.isRetried()) {
                return again(entry, result);
            }
            if (!result.failed() && !lane.isShared()) {
                return handledAndGone(entry);
            }
            write(() -> settle(entry, result));
        }
        return again(Duration.ZERO);
    }

    private void settle(Kept entry, EntryRun.Result result) {
        if (result.failed()) {
            table.died(entry, result.error());
        } else {
            table.handled(entry);
        }
    }

    /** A node died while it was at a lane: that counts as an attempt, lest one message bring down one node after the other. */
    @Override
    public void deadExecution(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        Lane lane = new Lane(complete.getExecution().taskInstance.getId());
        transaction.executeWithoutResult(status -> {
            table.next(lane).ifPresent(this::countDeath);
            operations.reschedule(complete, clock.instant());
        });
    }

    private void countDeath(Kept entry) {
        if (run.retryOf(entry).isUsedUp(entry.attempts() + 1)) {
            table.died(entry, NODE_DIED);
        } else {
            table.failed(entry, NODE_DIED);
        }
    }

    /** An entry that was handled, and what removes its lane. */
    private record Handled(Kept entry, ExecutionOperations<Void> operations) {}

    private CompletionHandler<Void> handledAndGone(Kept entry) {
        return (complete, operations) -> write(() -> joint.write(List.of(new Handled(entry, operations))));
    }

    private void end(List<Handled> handled) {
        if (handled.size() == 1) {
            endAlone(handled.get(0));
        } else {
            endTogether(handled);
        }
    }

    private void endTogether(List<Handled> handled) {
        transaction.executeWithoutResult(status -> {
            table.handled(handled.stream().map(Handled::entry).toList());
            handled.forEach(one -> one.operations().remove());
        });
    }

    private void endAlone(Handled handled) {
        try {
            transaction.executeWithoutResult(status -> {
                if (table.handled(handled.entry())) {
                    handled.operations().remove();
                }
            });
        } catch (ExecutionException ex) {
            // Taken for dead meanwhile, and another node has the lane. It need not run the handler again.
            table.handled(handled.entry());
        }
    }

    private CompletionHandler<Void> leave(Lane lane) {
        return (complete, operations) -> write(() -> transaction.executeWithoutResult(status -> {
            // Even if there was one entry in it: it may have been replayed since it became a dead letter.
            if (lanes.lock(lane) && table.isWaiting(lane)) {
                operations.reschedule(complete, clock.instant());
            } else {
                operations.remove();
            }
        }));
    }

    /** A reply waits, and with it what is behind it in the lane. */
    private CompletionHandler<Void> later(Kept entry, EntryRun.Delay delay) {
        double spread = 1 + DELAY_SPREAD * random.nextDouble();
        Instant time = clock.instant().plusMillis(Math.round(delay.pause().toMillis() * spread));
        return (complete, operations) -> write(() -> transaction.executeWithoutResult(status -> {
            table.delayed(entry, delay.reply(), delay.reason());
            operations.reschedule(complete, time);
        }));
    }

    private CompletionHandler<Void> again(Duration delay) {
        Instant time = clock.instant().plus(delay);
        return (complete, operations) -> write(() -> operations.reschedule(complete, time));
    }

    private CompletionHandler<Void> again(Kept entry, EntryRun.Result result) {
        Instant time = clock.instant().plus(result.retry().delayAfter(entry.attempts() + 1, random));
        return (complete, operations) -> write(() -> transaction.executeWithoutResult(status -> {
            table.failed(entry, result.error());
            operations.reschedule(complete, time);
        }));
    }

    private Optional<Kept> read(Lane lane) {
        return persistently.invoke(() -> table.next(lane));
    }

    /** Also for a thread that a shutdown interrupts before or meanwhile: what is done is done. */
    private void write(Runnable writing) {
        boolean interrupted;
        do {
            // Else the connection pool would take the interruption for its own.
            Thread.interrupted();
            interrupted = false;
            try {
                persistently.invoke(writing);
            } catch (ExecutionException ex) {
                log.warn("This node was taken for dead while it was at the inbox; another goes on where it was");
            } catch (RuntimeException ex) {
                interrupted = Thread.interrupted();
                if (!interrupted) {
                    throw ex;
                }
            }
        } while (interrupted);
    }
}
