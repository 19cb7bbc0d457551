// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.api.WeComApiException;
import io.github.wecomcallback.exchange.ReplyDelayedException;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

/** Replies of one door, to a platform that at times takes none; and time that passes when it is told to. */
class SendGateTest {

    private final ApiServer server = ApiServer.start();
    private final WeComApi api = new WeComApi(RestClient.create(server.baseUrl()), of -> "the-token");
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final SendGate gate = new SendGate(time::get);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void while_replies_are_taken_all_go_out_at_once() throws Exception {
        CyclicBarrier together = new CyclicBarrier(5);
        platformSays(0);
        List<Background<Void>> replies = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            replies.add(Background.run(() -> {
                gate.send(() -> {
                    awaitAll(together);
                    call();
                });
                return null;
            }));
        }

        for (Background<Void> reply : replies) {
            reply.result();
        }

        assertThat(calls()).isEqualTo(5);
    }

    @Test
    void after_one_that_was_not_taken_nothing_is_sent_for_a_moment_that_grows() {
        platformSays(45009);
        long[] rests = {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000};
        for (int i = 0; i < rests.length; i++) {
            assertThat(delay()).isEqualTo(Duration.ofMillis(rests[i]));
            assertThat(calls()).isEqualTo(i + 1);
            pass(Duration.ofMillis(rests[i]).minusNanos(1));
            assertThat(delay()).as("the next does not come at once").isEqualTo(Duration.ofMillis(500));
            assertThat(calls()).as("not even tried").isEqualTo(i + 1);
            pass(Duration.ofNanos(1));
        }

        platformSays(0);
        gate.send(this::call);
        gate.send(this::call);
        assertThat(calls()).isEqualTo(rests.length + 2);

        platformSays(-1);
        assertThat(delay()).as("as the first time").isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void of_many_that_wait_one_tries_it_for_all() throws Exception {
        platformSays(45009);
        delay();
        pass(Duration.ofSeconds(1));
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        server.on(KfList.SEND, call -> {
            tried.countDown();
            awaitQuietly(answer);
            return Answer.errcode(45009, "api freq out of limit");
        });
        Background<Duration> first = Background.run(this::delay);
        tried.await();
        List<Background<Duration>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(Background.run(this::delay).untilItWaits());
        }

        answer.countDown();

        assertThat(first.result()).isEqualTo(Duration.ofSeconds(1));
        for (Background<Duration> other : others) {
            assertThat(other.result()).isEqualTo(Duration.ofSeconds(1));
        }
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void when_the_one_gets_through_all_others_do() throws Exception {
        platformSays(45009);
        delay();
        pass(Duration.ofSeconds(1));
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        server.on(KfList.SEND, call -> {
            tried.countDown();
            awaitQuietly(answer);
            return Answer.ok();
        });
        Background<Void> first = Background.run(this::sent);
        tried.await();
        Background<Void> second = Background.run(this::sent).untilItWaits();
        assertThat(calls()).isEqualTo(2);

        answer.countDown();

        first.result();
        second.result();
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void an_answer_about_one_reply_alone_says_that_others_are_taken() {
        platformSays(-1);
        delay();
        pass(Duration.ofSeconds(1));
        platformSays(95001);

        assertThatExceptionOfType(WeComApiException.class).isThrownBy(() -> gate.send(this::call));

        platformSays(0);
        gate.send(this::call);
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void what_goes_wrong_before_the_platform_is_asked_says_nothing_of_it() {
        platformSays(-1);
        delay();
        pass(Duration.ofSeconds(1));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> gate.send(() -> {
                    throw new IllegalStateException("not even asked");
                }));

        assertThat(delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void who_is_interrupted_does_not_wait_for_another() throws Exception {
        platformSays(-1);
        delay();

        Background<Boolean> interrupted = Background.run(() -> {
            Thread.currentThread().interrupt();
            delay();
            return Thread.currentThread().isInterrupted();
        });

        assertThat(interrupted.result()).isTrue();
        assertThat(calls()).isOne();
    }

    @Test
    void why_replies_wait_is_known_to_who_asks_about_the_time() {
        platformSays(45009);
        long before = time.get();
        assertThat(gate.troubleSince(before)).isNull();
        pass(Duration.ofMillis(1));
        delay();

        assertThat(gate.troubleSince(before).getErrCode()).isEqualTo(45009);
        pass(Duration.ofMillis(1));
        assertThat(gate.troubleSince(time.get())).isNull();
    }

    private Duration delay() {
        return catchThrowableOfType(ReplyDelayedException.class, () -> gate.send(this::call))
                .pause();
    }

    private Void sent() {
        gate.send(this::call);
        return null;
    }

    private void call() {
        api.post(WeCom.account(), KfList.SEND, Map.of());
    }

    private void platformSays(int code) {
        server.on(KfList.SEND, call -> Answer.errcode(code, "what it says"));
    }

    private int calls() {
        return server.calls(KfList.SEND).size();
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
