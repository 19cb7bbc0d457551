// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.SteppedDataSource;
import io.github.wecomcallback.support.WeCom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes store messages of one sender at the same moment, while the sender's lane comes and goes. */
class LanesOfTwoNodesTest {

    /** More than it takes to get hold of a lane: what is to happen before a step that is never done does not happen. */
    private static final int STEPS = 4;

    private static final String ANY_LANE = "wecom_inbox_task";

    private final Ordered ordered = new Ordered();
    private HikariDataSource pool;
    private SteppedDataSource stepped;

    @AfterEach
    void closePool() {
        pool.close();
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_lane_that_another_node_creates_in_between_is_held_all_the_same(Pools database) {
        open(database);
        try (InboxNode first = node(pool);
                InboxNode second = node(stepped)) {
            for (int step = 1; step <= STEPS; step++) {
                String sender = "sender" + step;
                int id = step;
                atStep(step, () -> assertThat(first.deliver(text(sender, id))).isEqualTo(200));

                assertThat(second.deliver(text(sender, 100 + id))).isEqualTo(200);

                assertThat(stranded()).as("step %s", step).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_lane_that_another_node_leaves_in_between_is_created_anew(Pools database) {
        open(database);
        try (InboxNode first = node(pool);
                InboxNode second = node(stepped)) {
            for (int step = 1; step <= STEPS; step++) {
                String sender = "sender" + step;
                assertThat(first.deliver(text(sender, step))).isEqualTo(200);
                atStep(step, this::leaveAllThatIsFree);

                assertThat(second.deliver(text(sender, 100 + step))).isEqualTo(200);

                assertThat(stranded()).as("step %s", step).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void a_lane_that_another_node_is_about_to_create_is_waited_for_and_held(Pools database) throws Exception {
        open(database);
        SteppedDataSource firsts = new SteppedDataSource(pool);
        CountDownLatch created = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        firsts.beforeEach(step -> {
            if (step.equals(SteppedDataSource.COMMIT)) {
                created.countDown();
                waitFor(mayCommit);
            }
        });
        CountDownLatch creating = new CountDownLatch(1);
        stepped.beforeEach(step -> {
            if (step.contains(ANY_LANE)) {
                creating.countDown();
            } else if (step.equals(SteppedDataSource.COMMIT)) {
                leaveAllThatIsFree();
            }
        });
        try (InboxNode first = node(firsts);
                InboxNode second = node(stepped)) {
            Background<Integer> one = Background.run(() -> first.deliver(text("sender", 1)));
            created.await();
            Background<Integer> other = Background.run(() -> second.deliver(text("sender", 2)));
            creating.await();
            mayCommit.countDown();

            assertThat(one.result()).isEqualTo(200);
            assertThat(other.result()).isEqualTo(200);
            assertThat(stranded()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void what_is_stored_while_a_node_is_about_to_leave_a_lane_is_seen_by_it(Pools database) throws Exception {
        open(database);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ordered.before = () -> {
            begun.countDown();
            waitFor(mayEnd);
        };
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        stepped.beforeEach(step -> {
            if (step.equals(SteppedDataSource.COMMIT)) {
                stored.countDown();
                waitFor(mayCommit);
            }
        });
        CountDownLatch leaving = new CountDownLatch(1);
        SteppedDataSource firsts = new SteppedDataSource(pool);
        firsts.beforeEach(step -> {
            if (step.contains("for update")) {
                leaving.countDown();
            }
        });
        try (InboxNode first = node(firsts).start();
                InboxNode second = node(stepped)) {
            first.deliver(text("sender", 1));
            begun.await();
            Background<Integer> other = Background.run(() -> second.deliver(text("sender", 2)));
            stored.await();
            mayEnd.countDown();
            leaving.await();
            untilSomebodyWaitsForALock(database);
            mayCommit.countDown();

            assertThat(other.result()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(ordered.seen).containsExactlyInAnyOrder("1", "2"));
            assertThat(first.inbox().statistics().countRescheduled()).isZero();
        }
    }

    /** Only H2 can be brought to it: the others create or lock in one statement. */
    @Test
    void what_cannot_get_hold_of_its_lane_is_refused_and_not_stored() {
        open(Pools.H2);
        AtomicInteger id = new AtomicInteger(1);
        try (InboxNode first = node(pool);
                InboxNode second = node(stepped)) {
            stepped.beforeEach(step -> {
                if (step.contains("insert into " + ANY_LANE)) {
                    beside(() -> first.deliver(text("sender", id.incrementAndGet())));
                } else if (step.contains("for update")) {
                    beside(this::leaveAllThatIsFree);
                }
            });

            assertThat(second.deliver(text("sender", 1))).isEqualTo(503);

            assertThat(count("select count(*) from wecom_inbox where state = 'WAITING'"))
                    .isZero();
            assertThat(second.inbox().statistics().countUnavailable()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void of_two_messages_of_each_sender_to_two_nodes_at_the_same_moment_all_are_handled(Pools database)
            throws Exception {
        open(database);
        int senders = 100;
        int pairs = 4;
        try (InboxNode first = node(pool).start();
                InboxNode second = node(pool).start()) {
            List<Background<Integer>> clients = new ArrayList<>();
            for (int pair = 0; pair < pairs; pair++) {
                CyclicBarrier together = new CyclicBarrier(2);
                int begin = pair * senders;
                for (InboxNode node : List.of(first, second)) {
                    int offset = node == first ? 0 : 1_000_000;
                    clients.add(Background.run(() -> {
                        int refused = 0;
                        for (int sender = begin; sender < begin + senders; sender++) {
                            together.await();
                            while (node.deliver(text("sender" + sender, offset + sender)) != 200) {
                                refused++;
                            }
                        }
                        return refused;
                    }));
                }
            }
            for (Background<Integer> client : clients) {
                assertThat(client.result()).as("refused").isZero();
            }

            await().untilAsserted(() -> assertThat(first.waiting()).isZero());
            assertThat(ordered.seen).hasSize(2 * senders * pairs);
            assertThat(first.inbox().statistics().countRescheduled()).isZero();
            assertThat(second.inbox().statistics().countRescheduled()).isZero();
        }
    }

    private void open(Pools database) {
        pool = database.withTables();
        stepped = new SteppedDataSource(pool);
    }

    private InboxNode node(DataSource dataSource) {
        return InboxNode.on(dataSource, ordered).build();
    }

    /** Lets something happen beside, once, before that step of who gets hold of a lane, and a node leave it before the commit. */
    private void atStep(int number, Runnable happens) {
        AtomicInteger steps = new AtomicInteger();
        stepped.beforeEach(step -> {
            if (step.equals(SteppedDataSource.COMMIT)) {
                beside(this::leaveAllThatIsFree);
            } else if (step.contains(ANY_LANE) && steps.incrementAndGet() == number) {
                beside(happens);
            }
        });
    }

    /** As a node does that has handled all that it sees in them. */
    private void leaveAllThatIsFree() {
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        transaction.executeWithoutResult(status -> {
            List<String> free = jdbc.queryForList(
                    "select task_instance from wecom_inbox_task where task_name = 'wecom-inbox' for update skip locked",
                    String.class);
            for (String lane : free) {
                jdbc.queryForList("select id from wecom_inbox where lane = ?", Long.class, lane)
                        .forEach(id -> jdbc.update("update wecom_inbox set state = 'HANDLED' where id = ?", id));
                jdbc.update("delete from wecom_inbox_task where task_name = 'wecom-inbox' and task_instance = ?", lane);
            }
        });
    }

    /** What waits and is not to be run. */
    private List<String> stranded() {
        return new JdbcTemplate(pool).queryForList("""
                        select lane from wecom_inbox where state = 'WAITING' and not exists
                          (select 1 from wecom_inbox_task where task_instance = lane)""", String.class);
    }

    /** Where that can be asked. */
    private void untilSomebodyWaitsForALock(Pools database) {
        if (database.name().startsWith("POSTGRESQL")) {
            await().until(() -> count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database()")
                    > 0);
        }
    }

    private long count(String sql) {
        return new JdbcTemplate(pool).queryForObject(sql, Long.class);
    }

    private static void beside(Runnable happens) {
        try {
            Background.run(() -> {
                        happens.run();
                        return null;
                    })
                    .result();
        } catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            throw new AssertionError(ex);
        }
    }

    private static String text(String sender, long id) {
        return WeCom.text("n" + id, id)
                .replaceAll("<FromUserName>.*</FromUserName>", "<FromUserName>" + sender + "</FromUserName>");
    }

    static class Ordered {

        final Set<String> seen = ConcurrentHashMap.newKeySet();
        volatile Runnable before = () -> {};

        @WeComMessageHandler(type = "text", ordered = true)
        void handle(UserMessage.Text text) {
            before.run();
            seen.add(text.msgId());
        }
    }
}
