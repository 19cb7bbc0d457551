// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.kf.KfPuller;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.Fault;
import io.github.wecomcallback.test.SentMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that come and go, and share a database. */
class KfNodesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String database = "kfnodes" + DATABASES.incrementAndGet();
    private final FakeWeCom wecom = FakeWeCom.start();
    private final FakeKf kf = wecom.kf("wkNodes");
    private final Servicer here = new Servicer();
    private final Servicer there = new Servicer();

    @AfterEach
    void stop() {
        wecom.close();
    }

    @Test
    void two_nodes_pull_one_at_a_time_and_handle_nothing_twice() {
        wecom.pagesOf(10);
        here.does(text -> "got " + text.content());
        there.does(text -> "got " + text.content());
        try (KfApp one = node(here);
                KfApp two = node(there)) {
            for (int i = 0; i < 10; i++) {
                kf.addTexts(10, 3);
                (i % 2 == 0 ? one : two).ring(kf);
            }
            await().atMost(SOON).until(() -> handled().size() >= 100);
            untilIdle(one);

            assertThat(handled()).hasSize(100);
            assertThat(kf.sent()).hasSize(100).extracting(SentMessage::msgId).doesNotHaveDuplicates();
            assertThat(kf.mostPullsAtOnce()).isOne();
        }
    }

    @Test
    void after_a_restart_it_goes_on_at_the_cursor_and_pulls_what_came_in_between() {
        kf.customer("wmChen").writes("before");
        try (KfApp first = node(here)) {
            first.ring(kf);
            await().atMost(SOON).until(() -> here.handled().contains("before"));
            untilIdle(first);
        }
        kf.customer("wmChen").writes("in between");

        try (KfApp second = node(there)) {
            await().atMost(SOON).until(() -> there.handled().contains("in between"));
            untilIdle(second);
        }

        assertThat(there.handled()).containsExactly("in between");
    }

    @Test
    void a_node_that_goes_down_in_the_middle_of_a_page_leaves_the_rest_to_another() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        here.does(text -> {
            if (text.content().equals("2")) {
                begun.countDown();
                end.await();
            }
            return "got " + text.content();
        });
        there.does(text -> "got " + text.content());
        kf.addTexts(5, 1);
        KfApp down = node(here);
        down.ring(kf);
        begun.await();
        try (KfApp other = node(there)) {
            CompletableFuture<Void> closing = CompletableFuture.runAsync(down::close);
            await().until(() -> !down.bean(KfPuller.class).isRunning());
            end.countDown();
            closing.get(20, TimeUnit.SECONDS);

            await().atMost(SOON).until(() -> handled().size() >= 5);
            untilIdle(other);
        }

        assertThat(here.handled()).containsExactly("1", "2");
        assertThat(there.handled()).containsExactly("3", "4", "5");
        assertThat(kf.sent())
                .extracting(SentMessage::text)
                .containsExactly("got 1", "got 2", "got 3", "got 4", "got 5");
    }

    @Test
    void after_a_restart_while_replies_are_refused_every_customer_is_answered_once() {
        wecom.on(FakeWeCom.SEND_MSG).limit(100, Duration.ofHours(1));
        here.does(text -> "got " + text.content());
        there.does(text -> "got " + text.content());
        kf.addTexts(300, 300);
        try (KfApp first = node(here)) {
            first.ring(kf);
            KfMonitor monitor = first.bean(KfMonitor.class);
            await().atMost(SOON).until(() -> monitor.overview().doors().get(0).failures() > 0);
        }
        assertThat(kf.sent()).hasSize(100);
        wecom.on(FakeWeCom.SEND_MSG).limit(Integer.MAX_VALUE, Duration.ofHours(1));

        try (KfApp second = node(there)) {
            kf.awaitSent(300, SOON);
            untilIdle(second);
        }

        assertThat(kf.sent()).hasSize(300).extracting(SentMessage::text).doesNotHaveDuplicates();
        assertThat(handled()).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void a_context_that_is_stopped_and_started_again_goes_on() {
        try (KfApp app = node(here)) {
            kf.customer("wmChen").writes("one");
            app.ring(kf);
            await().atMost(SOON).until(() -> here.handled().contains("one"));

            app.context().stop();
            kf.customer("wmChen").writes("two");
            app.context().start();

            await().atMost(SOON).until(() -> here.handled().contains("two"));
            assertThat(here.handled()).containsExactly("one", "two");
        }
    }

    @Test
    void an_application_that_closes_does_not_wait_for_a_platform_that_hangs_and_leaves_no_thread() {
        wecom.on(FakeWeCom.SYNC_MSG).alwaysFails(Fault.hang());
        kf.customer("wmChen").writes("one");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        KfApp app =
                builder(here).with("wecom.callback.api.read-timeout", "500ms").start();
        app.ring(kf);
        await().atMost(SOON).until(() -> wecom.calls(FakeWeCom.SYNC_MSG) > 0);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(app::close);

        assertThat(closing).succeedsWithin(SOON);
        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .noneMatch(thread -> thread.getName().startsWith("wecom-")));
    }

    @Test
    void two_apps_have_tokens_of_their_own() {
        wecom.app("ww0123456789abcdef", KfApp.SECRET).app("ww0123456789abcdef", "sales-s3cret");
        FakeKf sales = wecom.kf("wkSales");
        kf.customer("wmChen").writes("to default");
        sales.customer("wmChen").writes("to sales");
        here.does(text -> "got " + text.content());
        try (KfApp app = KfApp.of(wecom, here)
                .with("wecom.callback.apps.sales.secret", "sales-s3cret")
                .start()) {
            app.ring(kf);
            sales.ring(app.tester("sales")).expectAcknowledged();

            assertThat(kf.awaitSent(1, SOON)).extracting(SentMessage::text).containsExactly("got to default");
            assertThat(sales.awaitSent(1, SOON)).extracting(SentMessage::text).containsExactly("got to sales");
            assertThat(wecom.calls(FakeWeCom.GET_TOKEN)).isEqualTo(2);
        }
    }

    @Test
    void an_account_that_is_no_more_is_named_and_holds_up_no_other() {
        FakeKf sales = wecom.kf("wkSales");
        try (KfApp app = builder(here)
                .with("wecom.callback.apps.gone.corp-id", "ww0123456789abcdef")
                .with("wecom.callback.apps.gone.token", "goneToken")
                .with("wecom.callback.apps.gone.aes-key", "zbcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")
                .with("wecom.callback.apps.gone.secret", "gone-s3cret")
                .start()) {
            sales.ring(app.tester("gone")).expectAcknowledged();
            untilIdle(app);
        }

        try (KfApp app = node(there)) {
            KfMonitor monitor = app.bean(KfMonitor.class);
            await().atMost(SOON).until(() -> monitor.overview().doors().get(0).lastError() != null);
            assertThat(monitor.overview().doors().get(0).lastError()).isEqualTo("There is no account 'gone' any more");
            kf.customer("wmChen").writes("one");
            app.ring(kf);
            await().atMost(SOON).until(() -> there.handled().contains("one"));
        }
    }

    @Test
    void with_the_inbox_a_handler_runs_from_it_and_its_reply_is_sent_once() {
        FromInbox handler = new FromInbox();
        wecom.on(FakeWeCom.SEND_MSG).fails(Fault.lostAnswer());
        kf.customer("wmChen").writes("one");
        try (KfApp app = KfApp.of(wecom, handler)
                .sharing(database)
                .with("wecom.callback.guard.store", "memory")
                .with("wecom.callback.inbox.enabled", true)
                .with("wecom.callback.inbox.poll-interval", "100ms")
                .with("wecom.callback.inbox.retry.delay", "50ms")
                .start()) {
            app.ring(kf);
            kf.customer("wmChen").awaitReceived(1, SOON);
            await().atMost(SOON).until(() -> wecom.calls(FakeWeCom.SEND_MSG) == 2);
            untilIdle(app);
        }

        assertThat(kf.sent()).extracting(SentMessage::text).containsExactly("got one");
        assertThat(handler.calls.get()).isOne();
    }

    @Test
    void with_the_inbox_a_handler_that_fails_holds_up_nobody() {
        FromInbox handler = new FromInbox();
        kf.customer("wmChen").writes("fail");
        kf.customer("wmChen").writes("after");
        try (KfApp app = KfApp.of(wecom, handler)
                .sharing(database)
                .with("wecom.callback.inbox.enabled", true)
                .with("wecom.callback.inbox.poll-interval", "100ms")
                .start()) {
            app.ring(kf);

            assertThat(kf.customer("wmChen").awaitReceived(1, SOON))
                    .extracting(SentMessage::text)
                    .containsExactly("got after");
            untilIdle(app);
        }
        assertThat(kf.pulls()).isOne();
    }

    private KfApp node(Servicer servicer) {
        return builder(servicer).start();
    }

    private KfApp.Builder builder(Servicer servicer) {
        return KfApp.of(wecom, servicer).sharing(database);
    }

    private List<String> handled() {
        return Stream.concat(here.handled().stream(), there.handled().stream()).toList();
    }

    private static void untilIdle(KfApp app) {
        KfMonitor monitor = app.bean(KfMonitor.class);
        await().atMost(SOON).until(() -> monitor.overview().lag().isZero());
    }

    static final class FromInbox {

        private final AtomicInteger calls = new AtomicInteger();

        @WeComMessageHandler(delivery = Delivery.INBOX)
        String serve(Kf.Text text) {
            calls.incrementAndGet();
            if (text.content().equals("fail")) {
                throw new IllegalStateException("cannot");
            }
            return "got " + text.content();
        }
    }
}
