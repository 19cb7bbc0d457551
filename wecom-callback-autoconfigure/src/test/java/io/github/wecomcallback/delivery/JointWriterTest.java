// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.support.Background;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;

class JointWriterTest {

    private final List<List<String>> transactions = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore mayBegin = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();

    private Consumer<List<String>> check = entries -> {};

    private final JointWriter<String> writer = new JointWriter<>(this::transaction);

    @Test
    void a_request_that_comes_alone_writes_at_once() {
        mayBegin.release(2);

        writer.write(List.of("a1", "a2"));
        writer.write(List.of("b"));

        assertThat(transactions).containsExactly(List.of("a1", "a2"), List.of("b"));
    }

    @Test
    void requests_that_come_while_others_write_are_written_together() throws Exception {
        List<Background<?>> requests = writing("a", "b", "c", "d", "e");

        oneWriterGoesOn();
        mayBegin.release(2);
        for (Background<?> request : requests) {
            request.result();
        }

        assertThat(transactions).containsExactlyInAnyOrder(List.of("a"), List.of("b"), List.of("c", "d", "e"));
    }

    @Test
    void requests_that_wait_go_on_while_one_connection_hangs() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        check = entries -> {
            if (entries.contains("a")) {
                await().until(() -> answer.getCount() == 0);
            }
        };
        List<Background<?>> requests = writing("a", "b", "c", "d");

        mayBegin.release(100);

        for (Background<?> request : requests.subList(1, 4)) {
            request.result();
        }
        assertThat(written()).containsExactlyInAnyOrder("b", "c", "d");
        answer.countDown();
        requests.get(0).result();
    }

    @Test
    void an_entry_that_is_refused_fails_its_own_request_only() throws Exception {
        check = entries -> {
            if (entries.contains("d")) {
                throw new DuplicateKeyException("d");
            }
        };
        List<Background<?>> requests = writing("a", "b", "c", "d", "e");

        oneWriterGoesOn();
        mayBegin.release(100);

        assertThatThrownBy(requests.get(3)::result)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DuplicateKeyException.class);
        for (int i : List.of(0, 1, 2, 4)) {
            requests.get(i).result();
        }
        assertThat(transactions).containsExactlyInAnyOrder(List.of("a"), List.of("b"), List.of("c"), List.of("e"));
    }

    @Test
    void a_request_that_is_refused_alone_is_not_tried_again() {
        mayBegin.release(100);
        check = entries -> {
            throw new DuplicateKeyException("a");
        };

        assertThatThrownBy(() -> writer.write(List.of("a"))).isInstanceOf(DuplicateKeyException.class);

        assertThat(mayBegin.availablePermits()).isEqualTo(99);
    }

    @Test
    void without_a_connection_all_who_wait_hear_of_it_at_once() {
        check = entries -> {
            throw new CannotCreateTransactionException("away");
        };
        List<Background<?>> requests = writing("a", "b", "c", "d", "e");

        oneWriterGoesOn();
        mayBegin.release(100);

        for (Background<?> request : requests) {
            assertThatThrownBy(request::result).hasCauseInstanceOf(CannotCreateTransactionException.class);
        }
        assertThat(mayBegin.availablePermits()).as("tries").isEqualTo(100 - 2);
    }

    @Test
    void a_writer_that_breaks_down_leaves_the_others_to_write_alone() throws Exception {
        check = entries -> {
            if (entries.size() > 1) {
                throw new OutOfMemoryError("made up");
            }
        };
        List<Background<?>> requests = writing("a", "b", "c", "d", "e");

        oneWriterGoesOn();
        mayBegin.release(100);

        assertThatThrownBy(requests.get(2)::result).hasCauseInstanceOf(OutOfMemoryError.class);
        for (int i : List.of(0, 1, 3, 4)) {
            requests.get(i).result();
        }
        writer.write(List.of("f"));
        assertThat(written()).containsExactlyInAnyOrder("a", "b", "d", "e", "f");
    }

    @Test
    void whatever_many_threads_write_is_written_once() throws Exception {
        mayBegin.release(Integer.MAX_VALUE / 2);
        List<Background<?>> threads = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            String name = "t" + thread + "-";
            threads.add(Background.run(() -> {
                for (int i = 0; i < 2_000; i++) {
                    writer.write(List.of(name + i));
                }
                return null;
            }));
        }
        for (Background<?> thread : threads) {
            thread.result();
        }
        assertThat(written()).hasSize(16 * 2_000).doesNotHaveDuplicates();
    }

    /** Requests that came in this order: the first two of them write, the others wait. */
    private List<Background<?>> writing(String... ids) {
        return IntStream.range(0, ids.length)
                .<Background<?>>mapToObj(i -> Background.run(() -> {
                            writer.write(List.of(ids[i]));
                            return null;
                        })
                        .untilItIs(Thread.State.WAITING))
                .toList();
    }

    /** Returns when it is done and the next writes for all others that wait. */
    private void oneWriterGoesOn() {
        mayBegin.release();
        await().until(() -> begun.get() == 1 && mayBegin.getQueueLength() == 2);
    }

    private void transaction(List<String> entries) {
        mayBegin.acquireUninterruptibly();
        begun.incrementAndGet();
        check.accept(entries);
        transactions.add(entries);
    }

    private List<String> written() {
        return transactions.stream().flatMap(List::stream).toList();
    }
}
