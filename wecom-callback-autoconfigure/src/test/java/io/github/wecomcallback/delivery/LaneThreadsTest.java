// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneThreadsTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private final Semaphore mayEnd = new Semaphore(0);
    private final LaneThreads threads =
            new LaneThreads(4, Executors.defaultThreadFactory(), looks::incrementAndGet, time::get);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void what_is_stored_is_looked_for_at_once_while_half_of_the_threads_are_free() {
        threads.wake();
        run(2);
        threads.wake();

        assertThat(looks).hasValue(2);
    }

    @Test
    void a_storm_is_looked_for_once_when_most_threads_are_busy() {
        run(3);
        for (int i = 0; i < 1_000; i++) {
            threads.wake();
        }

        assertThat(looks).hasValue(1);
        time.addAndGet(Duration.ofMillis(50).toNanos());
        for (int i = 0; i < 1_000; i++) {
            threads.wake();
        }
        assertThat(looks).hasValue(2);
    }

    @Test
    void nobody_looks_when_no_thread_is_free() {
        run(4);

        threads.wake();

        assertThat(looks).hasValue(0);
    }

    @Test
    void what_was_stored_meanwhile_is_looked_for_when_threads_get_free() {
        run(4);
        threads.wake();

        mayEnd.release();

        await().untilAsserted(() -> assertThat(looks).hasValue(1));
    }

    @Test
    void nobody_looks_when_threads_get_free_and_nothing_was_stored() {
        run(4);

        mayEnd.release(4);

        await().until(() -> threads.getCompletedTaskCount() == 4);
        assertThat(looks).hasValue(0);
    }

    @Test
    void what_is_refused_after_the_end_does_not_count_as_busy() {
        threads.shutdown();
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }

        threads.wake();

        assertThat(looks).hasValue(1);
    }

    private void run(int lanes) {
        for (int i = 0; i < lanes; i++) {
            threads.execute(mayEnd::acquireUninterruptibly);
        }
    }
}
