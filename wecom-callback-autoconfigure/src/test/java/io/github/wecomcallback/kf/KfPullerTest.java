// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** When a node pulls, when it stops, and what another does then. */
class KfPullerTest {

    private static final Duration NEVER = Duration.ofHours(1);

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final ApiServer server = ApiServer.start();
    private final KfList list = new KfList(server);
    private final KfCursorStore store = new MemoryKfCursorStore(Clock.systemUTC());
    private final Servicer servicer = new Servicer();
    private final List<KfNode> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        servicer.go.countDown();
        nodes.forEach(KfNode::close);
        server.close();
    }

    @Test
    void one_that_is_not_started_notes_bells_down_and_pulls_them_once_it_is() {
        list.text("wmChen", "hello");
        KfNode node = node(KfNode.SETTINGS);
        servicer.go.countDown();

        node.ring("t1");
        assertThat(list.pulls()).isEmpty();
        node.start().untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
    }

    @Test
    void a_bell_needs_no_poll() {
        list.text("wmChen", "hello");
        servicer.go.countDown();
        KfNode node = node(polledEvery(NEVER)).start();

        for (int i = 0; i < 20; i++) {
            int bell = i;
            node.ring("t" + i);
            await().until(() -> servicer.handled.size() == bell + 1);
            list.text("wmChen", "hello");
        }
    }

    @Test
    void a_bell_during_a_pull_is_answered_without_a_poll() throws Exception {
        list.text("wmChen", "first");
        KfNode node = node(polledEvery(NEVER)).start();
        node.ring("t1");
        servicer.atWork.await();
        list.text("wmChen", "second");

        node.ring("t2").ring("t3").ring("t4");
        servicer.go.countDown();

        await().until(() -> servicer.handled.size() == 2);
        node.untilIdle();
        assertThat(list.pulls()).hasSize(2);
    }

    @Test
    void what_rang_at_a_node_that_does_not_pull_is_pulled_by_another() {
        list.text("wmChen", "hello");
        servicer.go.countDown();
        KfNode deaf = node(KfNode.SETTINGS);
        node(KfNode.SETTINGS).start();

        deaf.ring("t1");

        await().until(() -> servicer.handled.contains("hello"));
    }

    @Test
    void at_start_each_door_is_looked_at_once() {
        servicer.go.countDown();
        KfNode before = node(KfNode.SETTINGS).start();
        before.ring("t1").untilIdle();
        before.puller().stop();
        list.text("wmChen", "while nobody heard");

        node(KfNode.SETTINGS).start();

        await().until(() -> servicer.handled.contains("while nobody heard"));
    }

    @Test
    void what_was_stopped_can_be_started_again() throws Exception {
        servicer.go.countDown();
        KfNode node = node(KfNode.SETTINGS).start();
        list.text("wmChen", "one");
        node.ring("t1").untilIdle();

        assertThat(node.stopping().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(node.puller().isRunning()).isFalse();
        list.text("wmChen", "two");
        node.ring("t2");
        node.start();

        await().until(() -> servicer.handled.size() == 2);
        assertThat(node.puller().isRunning()).isTrue();
    }

    @Test
    void to_start_or_stop_twice_is_no_mistake() throws Exception {
        servicer.go.countDown();
        KfNode node = node(KfNode.SETTINGS).start().start();
        list.text("wmChen", "one");

        node.ring("t1").untilIdle();

        assertThat(list.pulls()).hasSize(1);
        assertThat(node.stopping().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(node.stopping().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void at_shutdown_what_was_begun_comes_to_its_end_and_the_door_is_free() throws Exception {
        list.text("wmChen", "first").text("wmChen", "second");
        KfNode down = node(KfNode.SETTINGS).start();
        down.ring("t1");
        servicer.atWork.await();

        CountDownLatch stopped = down.stopping();
        assertThat(stopped.getCount()).isOne();
        servicer.go.countDown();

        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(servicer.handled).containsExactly("first");
        node(KfNode.SETTINGS).start();
        await().until(() -> servicer.handled.contains("second"));
    }

    @Test
    void a_shutdown_does_not_wait_for_the_next_try() throws Exception {
        servicer.failing = true;
        servicer.go.countDown();
        list.text("wmChen", "one").text("wmLi", "two");
        KfNode node = node(retriedAfter(NEVER)).start();
        node.ring("t1");
        await().until(() -> servicer.handled.size() == 2 && node.statistics().failedTries() == 2);

        assertThat(node.stopping().await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(node.statistics().givenUpMessages()).isZero();
        assertThat(store.find(KfNode.DOOR).state()).contains("\"holder\":null", "\"failures\":0");
        await().until(() -> !threadsOfOurs().contains("wecom-kf-timer-1"));
    }

    @Test
    void no_thread_is_left_behind() throws Exception {
        servicer.go.countDown();
        list.text("wmChen", "one");
        KfNode node = node(KfNode.SETTINGS).start();
        node.ring("t1").untilIdle();

        assertThat(node.stopping().await(10, TimeUnit.SECONDS)).isTrue();

        await().until(() -> threadsOfOurs().isEmpty());
    }

    @Test
    void a_store_that_is_away_for_a_while_is_waited_for() {
        servicer.go.countDown();
        list.text("wmChen", "one");
        UnreliableStore unreliable = new UnreliableStore(store);
        KfNode node = KfNode.of(server, servicer).store(unreliable).build();
        nodes.add(node);
        unreliable.away = true;
        node.start();
        await().until(() -> !log.messages(Level.WARN).isEmpty());

        unreliable.away = false;
        node.ring("t1");

        await().until(() -> servicer.handled.contains("one"));
    }

    @Test
    void all_are_looked_at_once_the_store_is_back_that_was_away_at_start() {
        servicer.go.countDown();
        KfNode before = node(KfNode.SETTINGS).start();
        before.ring("t1").untilIdle();
        before.puller().stop();
        list.text("wmChen", "while nobody heard");
        UnreliableStore unreliable = new UnreliableStore(store);
        unreliable.away = true;
        nodes.add(KfNode.of(server, servicer).store(unreliable).start());
        await().until(() -> !log.messages(Level.WARN).isEmpty());

        unreliable.away = false;

        await().until(() -> servicer.handled.contains("while nobody heard"));
    }

    @Test
    void what_is_due_costs_one_query_however_many_doors_there_are() {
        for (int i = 0; i < 2_000; i++) {
            // Pulled later than any node begins, so that none of them is looked at again.
            store.write(new KfDoor(KfNode.DOOR.account(), "wk" + i), "{\"pulledAt\":9000000000000}", null, 0);
        }
        CountingStore counting = new CountingStore(store);
        KfNode node = KfNode.of(server, servicer).store(counting).start();
        nodes.add(node);
        // To see whether to look again, and whether there is anything to take.
        await().until(() -> counting.finds.get() == 4_000);
        int polls = counting.polls.get();

        await().until(() -> counting.polls.get() >= polls + 5);

        assertThat(counting.finds).hasValue(4_000);
        assertThat(counting.looks).as("at all doors, at start").hasValue(1);
        assertThat(node.monitor().overview().doors()).hasSize(50);
        assertThat(counting.looks).hasValue(2);
        assertThat(counting.finds).hasValue(4_000);
        assertThat(list.pulls()).isEmpty();
    }

    @Test
    void what_other_nodes_may_know_the_account_of_costs_this_one_no_query() {
        CountingStore counting = new CountingStore(store);
        KfNode node = KfNode.of(server, servicer)
                .store(counting)
                .accounts(name -> null)
                .settings(leasedFor(NEVER))
                .start();
        nodes.add(node);
        for (int i = 0; i < 500; i++) {
            String rung = "{\"rungAt\":" + Instant.now().toEpochMilli() + "}";
            store.write(new KfDoor("other", "wk" + i), rung, Instant.now(), 0);
        }
        int polls = counting.polls.get();

        await().until(() -> counting.polls.get() >= polls + 5);

        assertThat(counting.finds).hasValue(0);
        assertThat(counting.writes).hasValue(0);
        assertThat(store.due(1_000)).hasSize(500);
    }

    @Test
    void while_the_store_is_slow_to_tell_what_is_due_the_door_that_is_pulled_stays_ours() throws Exception {
        list.text("wmChen", "hello");
        CountDownLatch end = new CountDownLatch(1);
        CountingStore slow = new CountingStore(store) {

            @Override
            public List<Entry> due(int limit) {
                awaitQuietly(end);
                return super.due(limit);
            }
        };
        KfNode node = KfNode.of(server, servicer)
                .store(slow)
                .settings(leasedFor(Duration.ofMillis(200)))
                .start();
        nodes.add(node);
        node.ring("t1");
        servicer.atWork.await();
        int writes = slow.writes.get();

        await().until(() -> slow.writes.get() >= writes + 5);

        assertThat(slow.polls).as("still not told").hasValue(0);
        end.countDown();
        servicer.go.countDown();
        node.untilIdle();
        assertThat(servicer.handled).containsExactly("hello");
        assertThat(list.pulls()).hasSize(1);
    }

    @Test
    void a_door_that_cannot_be_kept_does_not_cost_another() {
        list.text("wmChen", "hello");
        KfDoor other = new KfDoor(KfNode.DOOR.account(), "other");
        Map<KfDoor, AtomicInteger> renewals = new ConcurrentHashMap<>();
        AtomicReference<KfDoor> first = new AtomicReference<>();
        KfCursorStore failing = new ForwardingCursorStore(store) {

            @Override
            public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
                if (Thread.currentThread().getName().startsWith("wecom-kf-lease")) {
                    first.compareAndSet(null, door);
                    if (door.equals(first.get())) {
                        throw new IllegalStateException("not this one");
                    }
                    renewals.computeIfAbsent(door, any -> new AtomicInteger()).incrementAndGet();
                }
                return super.write(door, state, dueAt, seen);
            }
        };
        store.write(other, "{\"rungAt\":1}", Instant.EPOCH, 0);
        KfNode node = KfNode.of(server, servicer)
                .store(failing)
                .settings(leasedFor(Duration.ofMillis(200)))
                .start();
        nodes.add(node);
        node.ring("t1");

        await().until(() -> renewals.values().stream().anyMatch(count -> count.get() >= 5));
    }

    @Test
    void what_an_account_that_is_gone_had_is_set_aside_and_goes_on_when_it_is_back() {
        servicer.go.countDown();
        list.text("wmChen", "one");
        KfNode before = node(KfNode.SETTINGS).start();
        before.ring("t1").untilIdle();
        before.puller().stop();
        list.text("wmChen", "two");
        Map<String, Account> known = new ConcurrentHashMap<>();
        KfNode node = KfNode.of(server, servicer)
                .store(store)
                .accounts(known::get)
                .settings(leasedFor(Duration.ofMillis(200)))
                .start();
        nodes.add(node);
        before.ring("t2");

        await().until(() ->
                "There is no account 'default' any more".equals(node.overview().lastError()));
        assertThat(node.overview().lag()).isZero();
        assertThat(store.due(10)).isEmpty();
        assertThat(servicer.handled).containsExactly("one");

        known.put(Account.DEFAULT_NAME, before.account());
        node.ring("t3");

        await().until(() -> servicer.handled.contains("two"));
        node.untilIdle();
        assertThat(servicer.handled).containsExactly("one", "two");
        assertThat(node.overview().lastError()).isNull();
    }

    @Test
    void an_account_that_cannot_be_looked_up_is_not_gone_for_that() {
        servicer.go.countDown();
        list.text("wmChen", "one");
        AtomicInteger lookups = new AtomicInteger();
        AtomicReference<Account> known = new AtomicReference<>();
        KfNode node = KfNode.of(server, servicer)
                .store(store)
                .accounts(name -> {
                    if (lookups.incrementAndGet() <= 2) {
                        throw new IllegalStateException("away");
                    }
                    return known.get();
                })
                .settings(polledEvery(Duration.ofMillis(50)))
                .build();
        nodes.add(node);
        known.set(node.account());
        node.start().ring("t1");
        await().until(() -> "IllegalStateException".equals(node.overview().lastError()));
        assertThat(node.overview().lag()).isPositive();

        await().until(() -> servicer.handled.contains("one"));
    }

    @Test
    void many_bells_from_many_threads_cause_few_pulls_and_lose_nothing() throws Exception {
        servicer.go.countDown();
        KfNode node = node(KfNode.SETTINGS).start();
        List<Background<Void>> bells = new ArrayList<>();
        AtomicInteger written = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            int ringer = i;
            bells.add(Background.run(() -> {
                for (int j = 0; j < 50; j++) {
                    list.text("wm" + ringer, "t" + written.incrementAndGet());
                    node.ring("t" + ringer);
                }
                return null;
            }));
        }
        for (Background<Void> bell : bells) {
            bell.result();
        }

        node.untilIdle();

        assertThat(servicer.handled).hasSize(500).doesNotHaveDuplicates();
        assertThat(list.pulls()).hasSizeLessThan(400);
    }

    @Test
    void two_nodes_over_redis_pull_one_at_a_time_and_handle_nothing_twice() {
        servicer.go.countDown();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        list.pagesOf(5);
        server.on(KfList.SYNC, call -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            ApiServer.Answer page = list.page(call);
            atOnce.decrementAndGet();
            return page;
        });
        try (TestCursorStore redis = TestCursorStore.Kind.REDIS.open()) {
            KfNode here = KfNode.of(server, servicer).store(redis.store()).start();
            KfNode there = KfNode.of(server, servicer).store(redis.store()).start();
            for (int i = 0; i < 60; i++) {
                list.text("wm" + i % 3, "t" + i);
                (i % 2 == 0 ? here : there).ring("t" + i);
            }
            await().until(() -> servicer.handled.size() >= 60);
            here.untilIdle();
            here.close();
            there.close();
        }

        assertThat(servicer.handled).hasSize(60).doesNotHaveDuplicates();
        assertThat(most.get()).isOne();
    }

    private KfNode node(KfSettings settings) {
        KfNode node =
                KfNode.of(server, servicer).store(store).settings(settings).build();
        nodes.add(node);
        return node;
    }

    private static KfSettings polledEvery(Duration interval) {
        KfSettings usual = KfNode.SETTINGS;
        return new KfSettings(
                usual.firstPull(), usual.lease(), interval, 2, 4, usual.handlerTimeout(), usual.retry(), 0);
    }

    private static KfSettings leasedFor(Duration lease) {
        KfSettings usual = KfNode.SETTINGS;
        return new KfSettings(
                usual.firstPull(), lease, usual.pollInterval(), 2, 4, usual.handlerTimeout(), usual.retry(), 0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static KfSettings retriedAfter(Duration delay) {
        KfSettings usual = KfNode.SETTINGS;
        return new KfSettings(
                usual.firstPull(),
                usual.lease(),
                usual.pollInterval(),
                2,
                4,
                usual.handlerTimeout(),
                new Retry(3, delay, 1, delay),
                0);
    }

    private static List<String> threadsOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("wecom-kf"))
                .toList();
    }

    static final class Servicer {

        private final List<String> handled = new CopyOnWriteArrayList<>();
        private final CountDownLatch atWork = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private volatile boolean failing;

        @WeComMessageHandler
        void serve(Kf.Text text) throws InterruptedException {
            handled.add(text.content());
            atWork.countDown();
            go.await();
            if (failing) {
                throw new IllegalStateException("cannot");
            }
        }
    }

    private static class CountingStore extends ForwardingCursorStore {

        final AtomicInteger finds = new AtomicInteger();
        final AtomicInteger writes = new AtomicInteger();
        final AtomicInteger polls = new AtomicInteger();
        final AtomicInteger looks = new AtomicInteger();

        private CountingStore(KfCursorStore store) {
            super(store);
        }

        @Override
        public Seen find(KfDoor door) {
            finds.incrementAndGet();
            return super.find(door);
        }

        @Override
        public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
            writes.incrementAndGet();
            return super.write(door, state, dueAt, seen);
        }

        @Override
        public List<Entry> due(int limit) {
            polls.incrementAndGet();
            return super.due(limit);
        }

        @Override
        public List<Entry> all() {
            looks.incrementAndGet();
            return super.all();
        }
    }

    private static final class UnreliableStore extends ForwardingCursorStore {

        private volatile boolean away;

        private UnreliableStore(KfCursorStore store) {
            super(store);
        }

        @Override
        public Seen find(KfDoor door) {
            requireThere();
            return super.find(door);
        }

        @Override
        public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
            requireThere();
            return super.write(door, state, dueAt, seen);
        }

        @Override
        public List<Entry> due(int limit) {
            requireThere();
            return super.due(limit);
        }

        @Override
        public List<Entry> all() {
            requireThere();
            return super.all();
        }

        private void requireThere() {
            if (away) {
                throw new IllegalStateException("away");
            }
        }
    }
}
