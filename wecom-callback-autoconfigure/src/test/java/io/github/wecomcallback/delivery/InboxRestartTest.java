// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.UnreliableDataSource;
import io.github.wecomcallback.support.WeCom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** An inbox that is started and stopped, as often as one likes. */
class InboxRestartTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final HikariDataSource pool = Databases.H2.withTables();
    private final UnreliableDataSource dataSource = new UnreliableDataSource(pool);
    private final InboxTest.Recorder recorder = new InboxTest.Recorder();
    private final InboxNode node = InboxNode.on(dataSource, recorder).build();
    private final InboxScheduler scheduler = node.inbox().scheduler();

    @AfterEach
    void close() {
        dataSource.comeBack();
        node.close();
        pool.close();
    }

    @Test
    void what_was_stopped_can_be_started_again_and_again() {
        for (int i = 1; i <= 3; i++) {
            scheduler.start();
            assertThat(scheduler.isRunning()).isTrue();
            node.deliver(WeCom.text("n" + i, i));
            int handled = i;
            await().untilAsserted(() -> assertThat(recorder.seen).hasSize(handled));

            scheduler.stop();
            assertThat(scheduler.isRunning()).isFalse();
        }

        assertThat(recorder.seen).containsExactly("n1", "n2", "n3");
    }

    @Test
    void what_comes_while_it_is_stopped_is_stored_and_handled_after_the_next_start() {
        scheduler.start();
        scheduler.stop();

        assertThat(node.deliver(WeCom.text("meanwhile", 1))).isEqualTo(200);
        assertThat(recorder.seen).isEmpty();
        scheduler.start();

        await().untilAsserted(() -> assertThat(recorder.seen).containsExactly("meanwhile"));
    }

    @Test
    void a_dead_letter_that_is_replayed_while_it_is_stopped_is_handled_after_the_next_start() {
        InboxTest.Unwilling unwilling = new InboxTest.Unwilling();
        try (InboxNode other = InboxNode.on(dataSource, unwilling).start()) {
            other.deliver(WeCom.text("hi", 1));
            await().until(() -> !other.deadLetters().list(1).isEmpty());
            other.inbox().scheduler().stop();
            unwilling.willing = true;

            assertThat(other.deadLetters()
                            .replay(other.deadLetters().list(1).get(0).id()))
                    .isTrue();
            other.inbox().scheduler().start();

            await().untilAsserted(() -> assertThat(unwilling.tries).hasValue(3));
        }
    }

    @Test
    void to_stop_before_the_start_or_to_do_either_twice_is_no_mistake() {
        scheduler.stop();
        scheduler.start();
        scheduler.start();
        node.deliver(WeCom.text("hi", 1));
        await().untilAsserted(() -> assertThat(recorder.seen).containsExactly("hi"));

        scheduler.stop();
        scheduler.stop();

        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void a_start_waits_for_a_stop_that_is_on_its_way() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Object slow = new Object() {
            @WeComMessageHandler(type = "text")
            void handle(UserMessage.Text text) throws InterruptedException {
                atWork.countDown();
                end.await();
            }
        };
        try (InboxNode busy = InboxNode.on(dataSource, slow).start()) {
            InboxScheduler its = busy.inbox().scheduler();
            busy.deliver(WeCom.text("first", 1));
            atWork.await();
            Background<Object> stopping = Background.run(() -> {
                its.stop();
                return null;
            });
            await().until(() -> its.scheduler().getSchedulerState().isShuttingDown());
            Background<Object> starting = Background.run(() -> {
                its.start();
                return null;
            });

            end.countDown();
            stopping.result();
            starting.result();

            assertThat(its.isRunning()).isTrue();
            busy.deliver(WeCom.text("second", 2));
            await().untilAsserted(() -> assertThat(busy.waiting()).isZero());
        }
    }

    @Test
    void a_database_that_is_away_at_the_start_is_waited_for() {
        node.deliver(WeCom.text("before", 1));
        dataSource.goAway();

        scheduler.start();

        assertThat(scheduler.isRunning()).isTrue();
        await().until(() -> log.text().contains("The inbox cannot be read"));
        dataSource.comeBack();
        await().untilAsserted(() -> assertThat(recorder.seen).containsExactly("before"));
    }

    @Test
    void a_stop_while_it_waits_for_the_database_ends_the_waiting() {
        dataSource.goAway();
        scheduler.start();

        scheduler.stop();

        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        dataSource.comeBack();
        node.deliver(WeCom.text("hi", 1));
        assertThat(recorder.seen).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("wecom-inbox") || name.startsWith("db-scheduler"))
                .toList();
    }
}
