// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackExchange;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.message.UserMessage;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;

/** An application with JPA, and a transaction of that around each callback; also as Hibernate advises to set up the pool. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class JpaApplicationTest {

    private static final int CLIENTS = 12;
    private static final int ROUNDS = 20;

    private final ConfigurableApplicationContext application;
    private final Platform platform;
    private final Journal journal;

    JpaApplicationTest(boolean autoCommit) {
        String[] settings = {
            "--server.port=0",
            "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
            "--spring.datasource.hikari.auto-commit=" + autoCommit,
            // Each client holds a connection while ours are written.
            "--spring.datasource.hikari.maximum-pool-size=" + (CLIENTS + 10),
            "--spring.jpa.hibernate.ddl-auto=create",
            "--spring.jpa.properties.hibernate.connection.provider_disables_autocommit=" + !autoCommit,
            "--wecom.callback.inbox.enabled=true"
        };
        application = new SpringApplicationBuilder(Application.class)
                .run(Stream.of(settings, Platform.SETTINGS).flatMap(Stream::of).toArray(String[]::new));
        platform = new Platform(application.getEnvironment().getProperty("local.server.port"));
        journal = application.getBean(Journal.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void what_is_stored_stays_stored_when_a_transaction_around_it_is_rolled_back() throws Exception {
        assertThat(application.getBean(PlatformTransactionManager.class)).isInstanceOf(JpaTransactionManager.class);
        journal.failing.add("hi");

        int first = platform.deliver("hi", 1);
        journal.failing.clear();
        int second = platform.deliver("hi", 1);

        assertThat(first).isEqualTo(500);
        assertThat(second).isEqualTo(200);
        await().untilAsserted(() -> assertThat(journal.later).containsExactly("hi"));
        assertThat(notes()).containsExactly("hi");
    }

    @Test
    void what_requests_store_together_is_lost_for_none_of_them_when_others_are_rolled_back() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(CLIENTS);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> ends = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            ends.add(clients.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    int id = round * CLIENTS + number;
                    String text = "n" + id;
                    if (id % 2 == 0) {
                        journal.failing.add(text);
                    }
                    together.await();
                    if (platform.deliver(text, id) == 200) {
                        acknowledged.add(text);
                    }
                }
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get(60, TimeUnit.SECONDS);
        }
        clients.shutdown();

        assertThat(acknowledged).hasSize(CLIENTS * ROUNDS / 2);
        await().untilAsserted(() -> assertThat(journal.later).containsAll(acknowledged));
        assertThat(journal.later).doesNotHaveDuplicates();
        assertThat(notes()).containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    private List<String> notes() {
        return application.getBean(JdbcTemplate.class).queryForList("select text from note", String.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Journal.class, Around.class, Handlers.class})
    static class Application {}

    /** What the application writes about each callback. */
    @Entity(name = "note")
    static class Note {

        @Id
        @GeneratedValue
        private Long id;

        private String text;

        static Note of(String text) {
            Note note = new Note();
            note.text = text;
            return note;
        }
    }

    /** What handlers did, and are to do. */
    static class Journal {

        final Set<String> failing = ConcurrentHashMap.newKeySet();
        final List<String> later = new CopyOnWriteArrayList<>();
    }

    /** A transaction around all that becomes of a callback. */
    static class Around implements CallbackInterceptor {

        private final EntityManager entities;

        Around(EntityManager entities) {
            this.entities = entities;
        }

        @Override
        @Transactional
        public Outcome intercept(CallbackExchange exchange, Chain chain) throws Exception {
            entities.persist(Note.of(exchange.context().payload().get("Content")));
            // Written now, so that it could become part of what others commit.
            entities.flush();
            return chain.proceed();
        }
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
            return "ok";
        }

        @WeComMessageHandler(type = "text")
        public void later(UserMessage.Text text) {
            journal.later.add(text.content());
        }
    }
}
