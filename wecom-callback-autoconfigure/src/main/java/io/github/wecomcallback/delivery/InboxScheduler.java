// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.wecomcallback.exchange.OutageLog;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The scheduler that runs the lanes: db-scheduler, on a table of its own. It is not the application's scheduler, if that
 * has one: what is right for an hourly job, to look every ten seconds and to take a node for dead after half an hour, is not
 * for callbacks, and an application's bean is not for us to change.
 *
 * <p>It goes by the database's time, so that nodes agree on what is due and on which of them is dead ({@link DatabaseClock}).
 *
 * <p>It can be stopped and started any number of times. While it is stopped, callbacks are stored as ever.
 *
 * <p>At shutdown it takes up nothing new, lets what runs come to its end within Spring's timeout per shutdown phase, and
 * interrupts it shortly before that is over, so that it is free for other nodes while the database can still be told.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class InboxScheduler implements SmartLifecycle {

    /** With the threads of the handlers, before the web server: what is acknowledged until then is in the inbox. */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(10);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(30);
    private static final int MISSED_HEARTBEATS = 4;
    private static final int MAX_NAME_LENGTH = 50;
    private static final int HOUSEKEEPERS = 3;
    private static final String UNREADABLE = "The inbox cannot be read; what waits in it is handled when it can";

    private final SchedulerDataSource dataSource;
    private final SqlDialect dialect;
    private final InboxSettings settings;
    private final LaneRunner lanes;
    private final InboxPurge purge;
    private final InboxSweep sweep;
    private final DatabaseClock clock;
    private final OutageLog outages;

    /** What runs the lanes, from a start to a stop. Null while nothing does. */
    private volatile @Nullable Session session;

    /** Null unless started. */
    @Nullable Scheduler scheduler() {
        Session current = session;
        return current == null ? null : current.scheduler;
    }

    /** Something is due. Where this node does not run, another does, or it is found at the next start. */
    void wake() {
        Session current = session;
        if (current != null) {
            current.threads.wake();
        }
    }

    @Override
    public synchronized void start() {
        if (session == null) {
            Session next = new Session();
            session = next;
            next.start();
        }
    }

    /** Returns when nothing runs any more, or what runs could not be made to end. */
    @Override
    public synchronized void stop() {
        Session last = session;
        if (last == null) {
            return;
        }
        try {
            last.stop();
        } finally {
            session = null;
        }
    }

    @Override
    public void stop(Runnable callback) {
        Thread stopping = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "wecom-inbox-shutdown");
        stopping.setDaemon(true);
        stopping.start();
    }

    /** Until it has stopped: what runs may still have something to write down. */
    @Override
    public boolean isRunning() {
        return session != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Not left to db-scheduler to find out, since it does not know that these columns have a time zone, or have none. */
    static JdbcCustomization customization(SqlDialect dialect) {
        return switch (dialect) {
            case H2 -> new DefaultJdbcCustomization(false);
            case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, false);
            case MYSQL -> new MySQL8JdbcCustomization(true);
            case MARIADB -> new MariaDBJdbcCustomization(true);
        };
    }

    private Duration heartbeat() {
        return settings.lease().dividedBy(MISSED_HEARTBEATS);
    }

    /** What is left of the shutdown's time is for what was interrupted to be given back. */
    private static Duration graceOf(Duration shutdown) {
        Duration reserve = shutdown.dividedBy(5);
        Duration most = Duration.ofSeconds(3);
        return shutdown.minus(reserve.compareTo(most) < 0 ? reserve : most);
    }

    private Scheduler scheduler(LaneThreads threads, ScheduledExecutorService housekeeper) {
        CustomTask<Void> lane = Tasks.custom(LaneSchedule.TASK, Void.class)
                .onDeadExecution(lanes)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(settings.pollInterval()))
                .execute(lanes);
        RecurringTask<Void> purging = recurring("wecom-inbox-purge", PURGE_INTERVAL, purge);
        RecurringTask<Void> sweeping = recurring("wecom-inbox-sweep", SWEEP_INTERVAL, () -> {
            sweep.run();
            wake();
        });
        JdbcCustomization database = customization(dialect);
        SchedulerBuilder builder = Scheduler.create(dataSource, lane)
                .startTasks(purging, sweeping)
                .tableName(LaneSchedule.TABLE)
                .jdbcCustomization(database)
                .schedulerName(new SchedulerName.Fixed(nodeName()))
                // It is not started before the time was read, but may have to be stopped.
                .clock(clock::instantIfRead)
                .executorService(threads)
                .threads(settings.threads())
                .dueExecutor(Executors.newSingleThreadExecutor(threads("wecom-inbox-poll-")))
                .housekeeperExecutor(housekeeper)
                .pollingInterval(settings.pollInterval())
                .heartbeatInterval(heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(graceOf(settings.shutdown()))
                .failureLogging(LogLevel.ERROR, true);
        if (database.supportsSingleStatementLockAndFetch() || database.supportsGenericLockAndFetch()) {
            builder.pollUsingLockAndFetch(0.5, 1.0);
        }
        return builder.build();
    }

    private RecurringTask<Void> recurring(String name, Duration interval, Runnable work) {
        return Tasks.recurring(name, FixedDelay.of(interval))
                // Else it would go by this node's clock.
                .onDeadExecution((complete, operations) -> operations.reschedule(complete, clock.instant()))
                .execute((instance, context) -> work.run());
    }

    /** db-scheduler and its threads: neither can be started again. */
    private final class Session {

        private final ScheduledExecutorService housekeeper =
                Executors.newScheduledThreadPool(HOUSEKEEPERS, threads("wecom-inbox-housekeeper-"));
        private final LaneThreads threads =
                new LaneThreads(settings.threads(), laneThreads(), this::look, System::nanoTime);
        private final Scheduler scheduler = scheduler(threads, housekeeper);

        /** Nothing is run before the database has told its time: if it cannot tell that, it cannot tell what is due either. */
        synchronized void start() {
            if (scheduler.getSchedulerState().isShuttingDown()) {
                return;
            }
            try {
                clock.read();
            } catch (RuntimeException | Error ex) {
                outages.warn(UNREADABLE, ex);
                housekeeper.schedule(this::start, settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            scheduler.start();
            long pause = heartbeat().toMillis();
            housekeeper.scheduleWithFixedDelay(this::readClock, pause, pause, TimeUnit.MILLISECONDS);
        }

        /** Beside the signs of life, which are not to wait for it. */
        private void readClock() {
            try {
                if (clock.read()) {
                    // Who waits until some time may wait too long, if it was put back.
                    look();
                }
            } catch (RuntimeException | Error ex) {
                // Whatever it was: thrown on, it would be the last time. It counts on by itself meanwhile.
                outages.trace(ex);
            }
        }

        void stop() {
            scheduler.stop();
        }

        void look() {
            scheduler.triggerCheckForDueExecutions();
        }

        /** db-scheduler lets what goes wrong when it takes up a run end the thread; another takes its place. */
        private ThreadFactory laneThreads() {
            ThreadFactory factory = threads("wecom-inbox-");
            return task -> {
                Thread thread = factory.newThread(task);
                thread.setUncaughtExceptionHandler((ended, ex) -> outages.warn(UNREADABLE, ex));
                return thread;
            };
        }
    }

    /** What does not even end at shutdown must not keep the process from ending. */
    private static ThreadFactory threads(String prefix) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
        factory.setDaemon(true);
        return factory;
    }

    private static String nodeName() {
        String unique = "-" + UUID.randomUUID().toString().substring(0, 8);
        String host = hostName();
        return host.substring(0, Math.min(host.length(), MAX_NAME_LENGTH - unique.length())) + unique;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException ex) {
            return "node";
        }
    }
}
