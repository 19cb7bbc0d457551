// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.delivery.DeadLetters;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.exchange.CallbackExchange;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** An application with transactions around callbacks. */
@ParameterizedClass
@EnumSource(
        value = Pools.class,
        names = {"H2", "H2_WITHOUT_AUTO_COMMIT"})
class HostTransactionsTest {

    private static final int CLIENTS = 12;
    private static final int ROUNDS = 20;

    private final HikariDataSource pool;
    private final WebApplicationContextRunner runner;

    HostTransactionsTest(Pools pools) {
        pool = pools.withTables();
        // Each client holds a connection while ours are written.
        pool.setMaximumPoolSize(CLIENTS + 10);
        Pools.jdbc(pool).execute("create table journal (entry varchar(100))");
        runner = new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        WeComCallbackStorageAutoConfiguration.class,
                        WeComCallbackInboxAutoConfiguration.class,
                        WeComCallbackGuardAutoConfiguration.class,
                        WeComCallbackAutoConfiguration.class))
                .withPropertyValues(WeCom.properties())
                .withPropertyValues("wecom.callback.inbox.enabled=true")
                .withUserConfiguration(Transactions.class)
                .withBean(DataSource.class, () -> pool)
                .withBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(pool))
                .withBean(Around.class)
                .withBean(Journal.class)
                .withBean(Handlers.class);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void what_is_stored_stays_stored_when_a_transaction_around_it_is_rolled_back() {
        runner.run(context -> {
            CallbackProcessor processor = context.getBean(CallbackProcessor.class);
            Journal journal = context.getBean(Journal.class);
            journal.failing.add("hi");

            int first = deliver(processor, "hi", 1);
            journal.failing.clear();
            int second = deliver(processor, "hi", 1);

            assertThat(first).isEqualTo(500);
            assertThat(second).isEqualTo(200);
            await().untilAsserted(() -> assertThat(journal.later).containsExactly("hi"));
            assertThat(entries()).containsExactly("hi");
        });
    }

    @Test
    void a_guard_that_nodes_share_remembers_whatever_becomes_of_a_transaction_around_it() {
        runner.withPropertyValues("wecom.callback.guard.store=jdbc").run(context -> {
            CallbackProcessor processor = context.getBean(CallbackProcessor.class);
            Journal journal = context.getBean(Journal.class);
            journal.failing.add("hi");

            int first = deliver(processor, "hi", 1);
            journal.failing.clear();
            int second = deliver(processor, "hi", 1);
            int third = deliver(processor, "hi", 1);

            assertThat(List.of(first, second, third)).containsExactly(500, 200, 200);
            await().untilAsserted(() -> assertThat(journal.later).containsExactly("hi"));
            assertThat(journal.replied).containsExactly("hi");
        });
    }

    @Test
    void what_requests_store_together_is_lost_for_none_of_them_when_others_are_rolled_back() {
        runner.run(context -> {
            CallbackProcessor processor = context.getBean(CallbackProcessor.class);
            Journal journal = context.getBean(Journal.class);
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            CyclicBarrier together = new CyclicBarrier(CLIENTS);
            List<Background<Void>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(Background.run(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        int id = round * CLIENTS + number;
                        String text = "n" + id;
                        if (id % 2 == 0) {
                            journal.failing.add(text);
                        }
                        together.await();
                        if (deliver(processor, text, id) == 200) {
                            acknowledged.add(text);
                        }
                    }
                    return null;
                }));
            }
            for (Background<Void> client : clients) {
                client.result();
            }

            assertThat(acknowledged).hasSize(CLIENTS * ROUNDS / 2);
            await().untilAsserted(() -> assertThat(
                            context.getBean(InboxMonitor.class).overview().waiting())
                    .isZero());
            assertThat(journal.later).containsAll(acknowledged).doesNotHaveDuplicates();
            assertThat(entries()).containsExactlyInAnyOrderElementsOf(acknowledged);
        });
    }

    @Test
    void a_request_that_gets_no_second_connection_is_refused_and_nothing_of_it_is_lost() {
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(250);
        runner.run(context -> {
            CallbackProcessor processor = context.getBean(CallbackProcessor.class);
            Journal journal = context.getBean(Journal.class);

            int first = deliver(processor, "hi", 1);
            pool.setMaximumPoolSize(CLIENTS);
            int second = deliver(processor, "hi", 1);

            assertThat(first).isEqualTo(503);
            assertThat(second).isEqualTo(200);
            await().untilAsserted(() -> assertThat(journal.later).containsExactly("hi"));
            assertThat(journal.replied).containsExactly("hi");
        });
    }

    @Test
    void a_dead_letter_is_discarded_and_replayed_whatever_becomes_of_a_transaction_around_it() {
        runner.withPropertyValues("wecom.callback.inbox.retry.attempts=1").run(context -> {
            CallbackProcessor processor = context.getBean(CallbackProcessor.class);
            Journal journal = context.getBean(Journal.class);
            DeadLetters letters = context.getBean(DeadLetters.class);
            journal.laterFails = true;
            deliver(processor, "one", 1);
            deliver(processor, "other", 2);
            await().until(() -> letters.list(10).size() == 2);
            journal.laterFails = false;

            new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
                assertThat(letters.replay(letters.list(10).get(0).id())).isTrue();
                assertThat(letters.discard(letters.list(10).get(0).id())).isTrue();
                status.setRollbackOnly();
            });

            await().untilAsserted(() -> assertThat(journal.later).hasSize(1));
            assertThat(letters.list(10)).isEmpty();
        });
    }

    private List<String> entries() {
        return Pools.jdbc(pool).queryForList("select entry from journal", String.class);
    }

    /** As the web server does: handlers run on this thread. */
    private static int deliver(CallbackProcessor processor, String text, long id) {
        WeCom.Delivery delivery = new WeCom().deliver(WeCom.text(text, id));
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        CompletableFuture<CallbackResponse> late = new CompletableFuture<>();
        CallbackResponse response = processor.receive(
                new CallbackRequest("default", delivery.query(), Map.of(), body, Instant.now()), late::complete);
        return (response == null ? late.join() : response).status();
    }

    @EnableTransactionManagement
    static class Transactions {}

    /** A transaction around all that becomes of a callback. */
    static class Around implements CallbackInterceptor {

        private final JdbcTemplate jdbc;

        Around(DataSource dataSource) {
            this.jdbc = new JdbcTemplate(dataSource);
        }

        @Override
        @Transactional
        public Outcome intercept(CallbackExchange exchange, Chain chain) throws Exception {
            jdbc.update(
                    "insert into journal values (?)",
                    exchange.context().payload().get("Content"));
            return chain.proceed();
        }
    }

    /** What handlers did, and are to do. */
    static class Journal {

        final Set<String> failing = ConcurrentHashMap.newKeySet();
        final List<String> replied = new CopyOnWriteArrayList<>();
        final List<String> later = new CopyOnWriteArrayList<>();
        volatile boolean laterFails;
    }

    /** One that replies in the request, as part of that transaction, and one that runs from the inbox. */
    static class Handlers {

        private final Journal journal;

        Handlers(Journal journal) {
            this.journal = journal;
        }

        @Transactional
        @WeComMessageHandler(type = "text")
        public String reply(UserMessage.Text text) {
            if (journal.failing.contains(text.content())) {
                throw new IllegalStateException("made up");
            }
            journal.replied.add(text.content());
            return "ok";
        }

        @WeComMessageHandler(type = "text")
        public void later(UserMessage.Text text) {
            if (journal.laterFails) {
                throw new IllegalStateException("made up");
            }
            journal.later.add(text.content());
        }
    }
}
