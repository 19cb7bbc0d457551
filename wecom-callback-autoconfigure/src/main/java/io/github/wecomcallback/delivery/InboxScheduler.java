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
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The scheduler that runs the lanes: db-scheduler, on a table of its own. It is not the application's scheduler, if that
 * has one: what is right for an hourly job, to look every ten seconds and to take a node for dead after half an hour, is not
 * for callbacks, and an application's bean is not for us to change.
 *
 * <p>At shutdown it takes up nothing new, lets what runs come to its end within Spring's timeout per shutdown phase, and
 * interrupts it shortly before that is over, so that it is free for other nodes while the database can still be told.
 */
public final class InboxScheduler implements SmartLifecycle {

    /** With the threads of the handlers, before the web server: what is acknowledged until then is in the inbox. */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(10);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(30);
    private static final int MISSED_HEARTBEATS = 4;
    private static final int MAX_NAME_LENGTH = 50;

    private final Scheduler scheduler;
    private final LaneThreads threads;
    private volatile boolean running;

    InboxScheduler(
            DataSource dataSource,
            SqlDialect dialect,
            InboxSettings settings,
            LaneRunner lanes,
            InboxPurge purge,
            InboxSweep sweep,
            OutageLog outages) {
        this.threads = new LaneThreads(settings.threads(), threads(outages), this::look, System::nanoTime);
        CustomTask<Void> lane = Tasks.custom(LaneSchedule.TASK, Void.class)
                .onDeadExecution(lanes)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(settings.pollInterval()))
                .execute(lanes);
        RecurringTask<Void> purging = Tasks.recurring("wecom-inbox-purge", FixedDelay.of(PURGE_INTERVAL))
                .execute((instance, context) -> purge.run());
        RecurringTask<Void> sweeping = Tasks.recurring("wecom-inbox-sweep", FixedDelay.of(SWEEP_INTERVAL))
                .execute((instance, context) -> {
                    sweep.run();
                    wake();
                });
        JdbcCustomization database = customization(dialect);
        SchedulerBuilder builder = Scheduler.create(dataSource, lane)
                .startTasks(purging, sweeping)
                .tableName(LaneSchedule.TABLE)
                .jdbcCustomization(database)
                .schedulerName(new SchedulerName.Fixed(nodeName()))
                .executorService(threads)
                .threads(settings.threads())
                .pollingInterval(settings.pollInterval())
                .heartbeatInterval(settings.lease().dividedBy(MISSED_HEARTBEATS))
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(graceOf(settings.shutdown()))
                .failureLogging(LogLevel.ERROR, true);
        if (database.supportsSingleStatementLockAndFetch() || database.supportsGenericLockAndFetch()) {
            builder.pollUsingLockAndFetch(0.5, 1.0);
        }
        this.scheduler = builder.build();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Something is due. */
    void wake() {
        threads.wake();
    }

    private void look() {
        scheduler.triggerCheckForDueExecutions();
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        try {
            scheduler.stop();
        } finally {
            running = false;
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

    @Override
    public boolean isRunning() {
        return running;
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

    /** What is left of the shutdown's time is for what was interrupted to be given back. */
    private static Duration graceOf(Duration shutdown) {
        Duration reserve = shutdown.dividedBy(5);
        Duration most = Duration.ofSeconds(3);
        return shutdown.minus(reserve.compareTo(most) < 0 ? reserve : most);
    }

    /** db-scheduler lets what goes wrong when it takes up a run end the thread; another takes its place. */
    private static ThreadFactory threads(OutageLog outages) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("wecom-inbox-");
        // What does not even end at shutdown must not keep the process from ending.
        factory.setDaemon(true);
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setUncaughtExceptionHandler((ended, ex) ->
                    outages.warn("The inbox cannot be read; what waits in it is handled when it can", ex));
            return thread;
        };
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
