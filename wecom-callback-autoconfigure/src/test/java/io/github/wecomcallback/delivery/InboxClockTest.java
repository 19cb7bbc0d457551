// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nodes whose clocks do not agree. */
class InboxClockTest {

    private static final Duration LEASE = Duration.ofSeconds(4);

    @RegisterExtension
    private final LogCapture log = LogCapture.at(org.slf4j.event.Level.WARN);

    private final CountDownLatch end = new CountDownLatch(1);
    private HikariDataSource dataSource;

    @AfterEach
    void closePool() {
        end.countDown();
        dataSource.close();
    }

    @ParameterizedTest
    @CsvSource({
        "H2, 0s, 30s",
        "POSTGRESQL, -1h, 1h",
        "MARIADB, -30s, 0s",
    })
    void a_handler_that_takes_longer_than_the_lease_runs_once(Databases database, String here, String there)
            throws Exception {
        dataSource = database.withTables();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch atWork = new CountDownLatch(1);
        Object slow = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) throws InterruptedException {
                runs.incrementAndGet();
                atWork.countDown();
                end.await();
            }
        };
        try (InboxNode at = node(here, slow).start();
                DeadDetections looked = new DeadDetections()) {
            at.deliver(WeCom.text("hi", 1));
            atWork.await();
            long begun = System.nanoTime();
            try (InboxNode other = node(there, slow).start()) {
                // The one that runs it says each second that it is alive; the other looks every two whether it is.
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> looked.count.get() >= 6
                                && System.nanoTime() - begun
                                        > LEASE.plusSeconds(1).toNanos());
                end.countDown();
                await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
                assertThat(other.waiting()).isZero();
            }
        }
        assertThat(runs).hasValue(1);
        assertThat(attempts()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void what_a_node_stores_whose_clock_is_ahead_is_due_at_once_and_so_is_what_it_tries_again(Databases database) {
        dataSource = database.withTables();
        List<String> handled = new CopyOnWriteArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        Object failing = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) {
                if (tries.incrementAndGet() == 1) {
                    throw new IllegalStateException("once");
                }
                handled.add(text.content());
            }
        };
        try (InboxNode ahead = node("1h", failing).build();
                InboxNode other = node("0s", failing).start()) {
            ahead.deliver(WeCom.text("first", 1));
            await().untilAsserted(() -> assertThat(handled).containsExactly("first"));

            other.inbox().scheduler().stop();
            tries.set(0);
            other.deliver(WeCom.text("second", 2));
            ahead.start();
            await().untilAsserted(() -> assertThat(tries).hasPositiveValue());
            ahead.inbox().scheduler().stop();
            other.start();

            await().untilAsserted(() -> assertThat(handled).containsExactly("first", "second"));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void a_node_whose_clock_is_ahead_deletes_nothing_too_soon_and_shows_the_true_age(Databases database) {
        dataSource = database.withTables();
        try (InboxNode ahead = node("48h", new InboxTest.Recorder()).build();
                InboxNode other = node("0s", new InboxTest.Recorder()).start()) {
            other.deliver(WeCom.text("hi", 1));
            await().untilAsserted(() -> assertThat(states()).containsExactly("HANDLED"));
            other.inbox().scheduler().stop();

            ahead.start();
            await().until(() -> new JdbcTemplate(dataSource)
                            .queryForObject(
                                    "select count(*) from wecom_inbox_task where task_name = 'wecom-inbox-purge'"
                                            + " and last_success is not null",
                                    Integer.class)
                    == 1);
            ahead.inbox().scheduler().stop();
            other.deliver(WeCom.text("waits", 2));

            assertThat(states()).containsExactly("HANDLED", "WAITING");
            assertThat(ahead.inbox().monitor().age()).isLessThan(Duration.ofMinutes(1));
            assertThat(other.inbox().monitor().age()).isLessThan(Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void how_far_a_clock_is_off_is_known_and_said_once(Databases database) {
        dataSource = database.withTables();
        try (InboxNode behind = node("-45s", new InboxTest.Recorder()).build()) {
            assertThat(behind.inbox().monitor().clockAhead()).isNull();

            behind.start();

            assertThat(behind.inbox().monitor().clockAhead())
                    .isCloseTo(Duration.ofSeconds(-45), Duration.ofSeconds(10));
            await().until(() -> heartbeats() > 0);
            assertThat(log.messages(org.slf4j.event.Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith("This node's clock is PT4")
                    .endsWith("behind the database's; the inbox goes by the database's");
        }
    }

    /** Time enough for another reading: the purge is run at the start. */
    private int heartbeats() {
        return new JdbcTemplate(dataSource)
                .queryForObject("select count(*) from wecom_inbox_task where last_success is not null", Integer.class);
    }

    private InboxNode.Builder node(String offset, Object handler) {
        Duration ahead = Duration.parse("PT" + offset.toUpperCase().replace("PT", ""));
        return InboxNode.on(dataSource, handler).clock(Clock.offset(Clock.systemUTC(), ahead));
    }

    private List<String> states() {
        return new JdbcTemplate(dataSource).queryForList("select state from wecom_inbox order by id", String.class);
    }

    private int attempts() {
        return new JdbcTemplate(dataSource).queryForObject("select sum(attempts) from wecom_inbox", Integer.class);
    }

    /** Counts how often nodes looked for others that are dead. */
    private static final class DeadDetections extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private final AtomicInteger count = new AtomicInteger();
        private final Logger logger = (Logger) LoggerFactory.getLogger(Scheduler.class);
        private final Level before = logger.getLevel();

        DeadDetections() {
            logger.setLevel(Level.DEBUG);
            logger.addAppender(this);
            start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().equals("Checking for dead executions.")) {
                count.incrementAndGet();
            }
        }

        @Override
        public void close() {
            logger.detachAppender(this);
            logger.setLevel(before);
        }
    }
}
