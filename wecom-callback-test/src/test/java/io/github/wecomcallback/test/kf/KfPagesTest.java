// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackExchange;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.OutgoingCallback;
import io.github.wecomcallback.test.Sample;
import io.github.wecomcallback.test.Samples;
import io.github.wecomcallback.test.SentMessage;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is pulled when bells ring, as long as nothing goes wrong. */
class KfPagesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger KFS = new AtomicInteger();
    private static final FakeWeCom WECOM = FakeWeCom.start();
    private static final Servicer SERVICER = new Servicer();
    private static final Observer OBSERVER = new Observer();
    private static final Gatekeeper GATEKEEPER = new Gatekeeper();

    private static KfApp app;

    private final FakeKf kf = WECOM.kf("wkPages" + KFS.incrementAndGet());

    @BeforeAll
    static void start() {
        app = KfApp.start(WECOM, SERVICER, OBSERVER, GATEKEEPER);
    }

    @AfterAll
    static void stop() {
        app.close();
        WECOM.close();
    }

    @AfterEach
    void forget() {
        WECOM.pagesOf(1_000).emptyPages(0);
        SERVICER.forget();
        OBSERVER.seen.clear();
    }

    @Test
    void short_and_empty_pages_are_no_end() {
        WECOM.pagesOf(3).emptyPages(2);
        kf.addTexts(20, 4);

        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().size() == 20);
        untilIdle();
        assertThat(SERVICER.handled()).containsExactlyInAnyOrderElementsOf(numbers(20));
        assertThat(kf.pulls()).isGreaterThan(10);
        assertThat(kf.mostPullsAtOnce()).isOne();
    }

    @Test
    void what_one_customer_writes_is_handled_in_its_order() {
        WECOM.pagesOf(7);
        SERVICER.does(text -> text.content());
        for (int i = 1; i <= 30; i++) {
            kf.customer("wmChen").writes(Integer.toString(i));
        }

        app.ring(kf);

        assertThat(kf.customer("wmChen").awaitReceived(30, SOON))
                .extracting(SentMessage::text)
                .containsExactlyElementsOf(numbers(30));
    }

    @Test
    void each_open_kfid_has_a_cursor_of_its_own() {
        FakeKf other = WECOM.kf("wkPagesOther");
        kf.customer("wmChen").writes("one");
        other.customer("wmChen").writes("two");
        app.ring(kf);
        app.ring(other);
        await().atMost(SOON).until(() -> SERVICER.handled().size() == 2);
        kf.customer("wmChen").writes("three");
        other.customer("wmChen").writes("four");

        app.ring(other);
        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().size() == 4);
        untilIdle();
        assertThat(SERVICER.handled()).containsExactlyInAnyOrder("one", "two", "three", "four");
    }

    @Test
    void five_hundred_bells_from_twenty_threads_cause_few_pulls_one_at_a_time() throws Exception {
        kf.addTexts(50, 5);
        AtomicInteger rung = new AtomicInteger();
        List<Callable<Void>> ringers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ringers.add(() -> {
                for (int j = 0; j < 25; j++) {
                    kf.customer("wmChen").writes("storm " + rung.incrementAndGet());
                    app.ring(kf);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(20);
        for (Future<Void> ringer : threads.invokeAll(ringers)) {
            ringer.get();
        }
        threads.shutdown();

        await().atMost(SOON).until(() -> SERVICER.handled().size() >= 550);
        untilIdle();
        assertThat(SERVICER.handled()).hasSize(550).doesNotHaveDuplicates();
        assertThat(kf.mostPullsAtOnce()).isOne();
        assertThat(kf.pulls()).isLessThan(500);
        assertThat(WECOM.calls(FakeWeCom.GET_TOKEN)).isOne();
    }

    @Test
    void bells_may_come_twice_late_and_in_any_order() {
        WeComCallbackTester tester = app.tester();
        kf.customer("wmChen").writes("one");
        OutgoingCallback first = kf.doorbell(tester)
                .with("CreateTime", Instant.now().minusSeconds(120).getEpochSecond());
        kf.customer("wmChen").writes("two");
        OutgoingCallback second = kf.doorbell(tester);

        second.send().expectAcknowledged().redeliver().expectAcknowledged();
        first.send().expectAcknowledged().redeliver().expectAcknowledged();
        second.send().expectAcknowledged();

        await().atMost(SOON).until(() -> SERVICER.handled().size() >= 2);
        untilIdle();
        assertThat(SERVICER.handled()).containsExactly("one", "two");
    }

    static List<Sample> samples() {
        return Samples.all().stream()
                .filter(sample -> sample.id().startsWith("kf."))
                .toList();
    }

    @Test
    void there_are_samples_of_all_kinds() {
        assertThat(samples()).hasSize(24);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_kind_of_item_arrives_as_its_record(Sample sample) {
        String id = kf.add(sample);

        app.ring(kf);

        await().atMost(SOON).until(() -> OBSERVER.find(id) != null);
        WeComMessage message = OBSERVER.find(id);
        assertThat(message.kind().source()).isEqualTo(Source.KF);
        assertThat(message.typed()).isInstanceOf(MessageTypes.recordFor(message.kind()));
    }

    @Test
    void a_kind_that_nobody_knows_arrives_as_it_is() {
        String id = kf.customer("wmChen").sends("{\"msgtype\":\"hologram\",\"hologram\":{\"media_id\":\"m1\"}}");

        app.ring(kf);

        await().atMost(SOON).until(() -> OBSERVER.find(id) != null);
        assertThat(OBSERVER.find(id).get("hologram.media_id")).isEqualTo("m1");
    }

    @Test
    void a_very_long_text_is_a_text() {
        String text = "长".repeat(300_000);
        kf.customer("wmChen").writes(text);

        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().size() == 1);
        assertThat(SERVICER.handled()).containsExactly(text);
    }

    @Test
    void what_a_servicer_writes_is_handled_but_not_answered() {
        SERVICER.does(text -> "got " + text.content());
        kf.customer("wmLi")
                .sends("{\"msgtype\":\"text\",\"origin\":5,\"servicer_userid\":\"s1\",\"text\":{\"content\":\"x\"}}");
        kf.customer("wmChen").writes("y");

        app.ring(kf);

        kf.customer("wmChen").awaitReceived(1, SOON);
        await().atMost(SOON).until(() -> SERVICER.handled().size() == 2);
        untilIdle();
        assertThat(kf.sent()).extracting(SentMessage::text).containsExactly("got y");
    }

    @Test
    void an_interceptor_may_answer_in_the_place_of_handlers() {
        kf.customer("wmChen").writes("human, please");

        app.ring(kf);

        assertThat(kf.customer("wmChen").awaitReceived(1, SOON))
                .extracting(SentMessage::text)
                .containsExactly("one moment");
        assertThat(SERVICER.handled()).isEmpty();
    }

    private static void untilIdle() {
        KfMonitor monitor = app.bean(KfMonitor.class);
        await().atMost(SOON).until(() -> monitor.overview().lag().isZero());
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }

    /** Sees all items, and must not see anything of apps; nor does a plain handler of an app's texts see items. */
    static final class Observer {

        private final List<WeComMessage> seen = new CopyOnWriteArrayList<>();

        @WeComMessageHandler(source = Source.KF)
        void message(WeComMessage message) {
            seen.add(message);
        }

        @WeComEventHandler(source = Source.KF)
        void event(WeComMessage message) {
            seen.add(message);
        }

        @WeComMessageHandler(type = "text")
        void plain(WeComMessage message) {
            throw new IllegalStateException("not for apps");
        }

        @WeComFallbackHandler
        void rest(WeComMessage message) {
            throw new IllegalStateException("somebody else should have handled it");
        }

        WeComMessage find(String id) {
            return seen.stream()
                    .filter(message -> id.equals(message.msgId()))
                    .findFirst()
                    .orElse(null);
        }
    }

    static final class Gatekeeper implements CallbackInterceptor {

        @Override
        public Outcome intercept(CallbackExchange exchange, Chain chain) throws Exception {
            return "human, please".equals(exchange.message().get("text.content"))
                    ? Outcome.replied(Reply.text("one moment"))
                    : chain.proceed();
        }
    }
}
