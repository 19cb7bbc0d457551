// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.LatePolicy;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With several nodes, only the one that has a message acknowledges it at the deadline. */
class LateAcknowledgementOfNodesTest {

    private final HikariDataSource database = Databases.H2.withTables();
    private final ClaimStore store = new JdbcClaimStore(database, SqlDialect.H2);
    private final ExecutorService threads = HostThreads.asNeeded();
    private final List<SharedRedeliveryGuard> guards = new ArrayList<>();
    private final WeCom weCom = new WeCom();
    private final Slow slow = new Slow();

    @AfterEach
    void close() {
        slow.release.countDown();
        guards.forEach(SharedRedeliveryGuard::destroy);
        threads.shutdownNow();
        database.close();
    }

    @Test
    void the_node_that_is_at_work_acknowledges_and_others_do_not() throws Exception {
        Callbacks one = node(store);
        Callbacks other = node(store);
        Background<CallbackResponse> first = Background.run(() -> one.post(delivery()));
        slow.begun.await();

        CallbackResponse elsewhere = other.postOutOfPatience(delivery());
        CallbackResponse here = one.postOutOfPatience(delivery());
        slow.release.countDown();

        assertThat(elsewhere.status()).isEqualTo(503);
        assertThat(here.status()).isEqualTo(200);
        assertThat(here.body()).isEmpty();
        assertThat(first.result().status()).isEqualTo(200);
    }

    @Test
    void while_the_store_does_not_answer_nothing_is_acknowledged() throws Exception {
        SlowStore undecided = new SlowStore(store);
        Callbacks node = node(undecided);
        Background<CallbackResponse> first = Background.run(() -> node.post(delivery()));
        undecided.claimed.await();

        CallbackResponse late = node.postOutOfPatience(delivery());
        undecided.answer.countDown();
        slow.release.countDown();

        assertThat(late.status()).isEqualTo(503);
        assertThat(first.result().status()).isEqualTo(200);
    }

    private Callbacks node(ClaimStore store) {
        SharedRedeliveryGuard.Settings settings = new SharedRedeliveryGuard.Settings(
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(10), 1_000, 1_000);
        SharedRedeliveryGuard guard = new SharedRedeliveryGuard(store, null, task -> task, settings);
        guards.add(guard);
        return Callbacks.to(slow)
                .guard(guard)
                .threads(threads, 100)
                .late(LatePolicy.ACKNOWLEDGE)
                .build();
    }

    private WeCom.Delivery delivery() {
        return weCom.deliver(WeCom.text("hello", 7));
    }

    static final class Slow {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @WeComMessageHandler
        String answer(UserMessage.Text text) throws InterruptedException {
            begun.countDown();
            release.await();
            return "at last";
        }
    }
}
