// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.CallbackObservers;
import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.exchange.ReplyCarriers;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerTimeouts;
import io.github.wecomcallback.handler.Retry;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Puts the inbox together.
 *
 * <ol>
 *   <li>{@link JdbcInbox} writes an entry for each handler, and schedules its lane, in one transaction, which requests that
 *       come at the same time share ({@link JointWriter}).
 *   <li>{@link InboxScheduler} sees that a lane is due, on whichever node, and gives it to {@link LaneRunner}.
 *   <li>That takes the lane's oldest entry; {@link EntryRun} makes a callback of it and calls the handler.
 *   <li>The entry is then handled, or tried again later, or a dead letter for {@link DeadLetters}.
 *   <li>{@link InboxPurge} deletes in the end what was kept for long enough.
 *   <li>{@link InboxSweep} looks whether anything waits that nothing is to run.
 * </ol>
 *
 * <p>Its transactions are its own ({@link StorageDatabase}): callbacks are stored in no other's transaction, and an application
 * with several managers need not say which.
 */
public final class InboxAssembly implements AutoCloseable {

    private final InboxStatistics statistics = new InboxStatistics();
    private final HandlerTimeouts timeouts;
    private final JdbcInbox inbox;
    private final InboxScheduler scheduler;
    private final DeadLetters deadLetters;
    private final InboxMonitor monitor;

    /**
     * @param dataSource where the tables are
     * @param dialect what it speaks
     * @param settings how the inbox works on this node
     * @param defaultRetry how handlers are retried that this node does not have
     * @param handlers the handlers
     * @param accounts the accounts
     * @param errors asked when a handler failed
     * @param observers what looks on
     * @param carriers what sends replies that do not go out in the response
     * @param cipher encrypts what is kept, or null to keep it as it is
     * @param clock this node's; what is kept goes by the database's
     */
    public InboxAssembly(
            DataSource dataSource,
            SqlDialect dialect,
            InboxSettings settings,
            Retry defaultRetry,
            HandlerDispatcher handlers,
            AccountLookup accounts,
            CallbackErrorHandler errors,
            CallbackObservers observers,
            ReplyCarriers carriers,
            @Nullable PayloadCipher cipher,
            Clock clock) {
        StorageDatabase database = new StorageDatabase(dataSource, dialect);
        DatabaseClock time = new DatabaseClock(database, clock);
        TransactionOperations transaction = database.transaction();
        OutageLog outages = new OutageLog(LoggerFactory.getLogger(CallbackInbox.class), clock);
        InboxTable table = new InboxTable(database, time);
        LaneSchedule lanes = new LaneSchedule(database, InboxScheduler.customization(dialect), time);
        KeptCallbacks callbacks = new KeptCallbacks(accounts, cipher);
        this.timeouts = new HandlerTimeouts(settings.handlerTimeout());
        EntryRun run = new EntryRun(
                handlers,
                callbacks,
                new KeptReplies(cipher),
                errors,
                observers,
                carriers,
                timeouts,
                statistics,
                defaultRetry);
        LaneRunner runner = new LaneRunner(
                table, lanes, run, transaction, new RetryTemplate(whileItRuns()), RandomGenerator.getDefault(), time);
        this.scheduler = new InboxScheduler(
                new SchedulerDataSource(database.dataSource()),
                dialect,
                settings,
                runner,
                new InboxPurge(table, settings, time),
                new InboxSweep(
                        table,
                        lanes,
                        statistics,
                        new OutageLog(LoggerFactory.getLogger(InboxSweep.class), clock),
                        time),
                time,
                outages);
        this.deadLetters = new DeadLetters(table, lanes, scheduler, transaction);
        this.inbox = new JdbcInbox(table, lanes, scheduler, callbacks, transaction, statistics, outages, time);
        this.monitor = new InboxMonitor(table, timeouts, settings.threads(), time);
    }

    /** Afterwards, the database may be gone for good, and nobody is left to wait for it. */
    private RetryPolicy whileItRuns() {
        return RetryPolicy.builder()
                .predicate(ex -> scheduler.isRunning())
                .maxRetries(Long.MAX_VALUE)
                .delay(Duration.ofMillis(100))
                .multiplier(2)
                .maxDelay(Duration.ofSeconds(1))
                // It is no longer ours to write down.
                .excludes(ExecutionException.class)
                .build();
    }

    /** Where callbacks are stored. */
    public CallbackInbox inbox() {
        return inbox;
    }

    /** What runs them; to be started and stopped. */
    public InboxScheduler scheduler() {
        return scheduler;
    }

    /** What could not be handled. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** How the inbox stands. */
    public InboxMonitor monitor() {
        return monitor;
    }

    /** How long its handlers may take. */
    public HandlerTimeouts timeouts() {
        return timeouts;
    }

    /** Ends what sees to its handlers; to be stopped before. */
    @Override
    public void close() {
        timeouts.close();
    }

    /** What this node did. */
    public InboxStatistics statistics() {
        return statistics;
    }
}
