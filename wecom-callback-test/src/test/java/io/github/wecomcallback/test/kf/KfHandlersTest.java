// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.kf.KfStatistics;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of messages whose handlers fail, or never come to their end, where there is no inbox. */
class KfHandlersTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger KFS = new AtomicInteger();
    private static final FakeWeCom WECOM = FakeWeCom.start();
    private static final Servicer SERVICER = new Servicer();

    private static KfApp app;

    private final FakeKf kf = WECOM.kf("wkHandlers" + KFS.incrementAndGet());
    private final CountDownLatch end = new CountDownLatch(1);
    private final long givenUpBefore = statistics().givenUpMessages();

    @BeforeAll
    static void start() {
        app = KfApp.of(WECOM, SERVICER)
                .with("wecom.callback.kf.handler-timeout", "200ms")
                .start();
    }

    @AfterAll
    static void stop() {
        app.close();
        WECOM.close();
    }

    @AfterEach
    void forget() {
        end.countDown();
        SERVICER.forget();
    }

    @Test
    void one_that_always_fails_is_passed_after_its_tries_and_the_cursor_goes_on() {
        SERVICER.does(text -> {
            if (text.content().equals("poison")) {
                throw new IllegalStateException("cannot");
            }
            return null;
        });
        kf.customer("wmChen").writes("before");
        kf.customer("wmChen").writes("poison");
        kf.customer("wmChen").writes("after");

        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().contains("after"));
        untilIdle();
        assertThat(SERVICER.handled()).containsExactly("before", "poison", "poison", "poison", "after");
        assertThat(kf.pulls()).isOne();
        assertThat(statistics().givenUpMessages() - givenUpBefore).isOne();
    }

    @Test
    void an_error_is_a_failure_like_any_other() {
        AtomicInteger tries = new AtomicInteger();
        SERVICER.does(text -> {
            if (tries.incrementAndGet() < 3) {
                throw new StackOverflowError("deep");
            }
            return null;
        });
        kf.customer("wmChen").writes("one");

        app.ring(kf);

        await().atMost(SOON).until(() -> tries.get() == 3);
        untilIdle();
        assertThat(statistics().givenUpMessages() - givenUpBefore).isZero();
    }

    @Test
    void one_that_never_ends_holds_up_its_customer_for_a_while_and_the_others_not_at_all() {
        SERVICER.does(text -> {
            if (text.content().equals("endless")) {
                end.await();
            }
            return null;
        });
        kf.customer("wmChen").writes("endless");
        kf.customer("wmChen").writes("after");
        kf.customer("wmLi").writes("other");

        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().contains("other"));
        await().atMost(SOON).until(() -> SERVICER.handled().contains("after"));
        untilIdle();
        assertThat(SERVICER.handled()).as("it is waited for, not begun again").containsOnlyOnce("endless");
        assertThat(statistics().givenUpMessages() - givenUpBefore).isOne();
    }

    @Test
    void one_that_takes_longer_than_we_wait_is_waited_for_again() {
        CountDownLatch begun = new CountDownLatch(1);
        SERVICER.does(text -> {
            begun.countDown();
            end.await();
            return "at last";
        });
        kf.customer("wmChen").writes("slow");
        long failedBefore = statistics().failedTries();

        app.ring(kf);
        await().atMost(SOON).until(() -> statistics().failedTries() > failedBefore);
        end.countDown();

        assertThat(kf.customer("wmChen").awaitReceived(1, SOON)).hasSize(1);
        untilIdle();
        assertThat(SERVICER.handled()).containsExactly("slow");
        assertThat(statistics().givenUpMessages() - givenUpBefore).isZero();
    }

    private void untilIdle() {
        KfMonitor monitor = app.bean(KfMonitor.class);
        await().atMost(SOON).until(() -> monitor.overview().lag().isZero());
    }

    private static KfStatistics statistics() {
        return app.bean(KfStatistics.class);
    }
}
