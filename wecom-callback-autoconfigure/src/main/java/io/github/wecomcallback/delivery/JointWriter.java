// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Writes what several threads bring in one transaction when they come faster than it writes: a commit costs as much for one as
 * for fifty. A thread that comes alone writes at once.
 *
 * <p>There is no thread of its own for it. Threads that come while others write wait for their turn, and whose turn it is
 * writes for all that wait. What cannot be written together is left to each of them to write alone, so that none fails for
 * another's sake. Thread-safe; holds no more than there are threads.
 *
 * @param <T> what is written
 */
@RequiredArgsConstructor
final class JointWriter<T> {

    private static final int MAX_TOGETHER = 64;

    /** Two, so that one connection that hangs does not hold up all. */
    private static final int MAX_WRITERS = 2;

    private enum Result {
        IT_IS_YOUR_TURN,
        WRITTEN,
        WRITE_ALONE
    }

    /** Writes all in one transaction, or nothing. */
    private final Consumer<List<T>> transaction;

    private final Queue<Request<T>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore turns = new Semaphore(MAX_WRITERS);

    /** Returns when it is written. Throws what the transaction throws. */
    void write(List<T> work) {
        Request<T> request = new Request<>(work);
        waiting.add(request);
        giveTurns();
        Result result = request.await();
        if (result == Result.IT_IS_YOUR_TURN) {
            result = writeWithOthers(request);
        }
        if (result == Result.WRITE_ALONE) {
            transaction.accept(work);
        }
    }

    private void giveTurns() {
        while (!waiting.isEmpty() && turns.tryAcquire()) {
            Request<T> first = waiting.poll();
            if (first == null) {
                turns.release();
            } else {
                first.complete(Result.IT_IS_YOUR_TURN);
            }
        }
    }

    private Result writeWithOthers(Request<T> first) {
        List<Request<T>> requests = new ArrayList<>(List.of(first));
        for (Request<T> next; requests.size() < MAX_TOGETHER && (next = waiting.poll()) != null; ) {
            requests.add(next);
        }
        try {
            transaction.accept(
                    requests.stream().flatMap(request -> request.work.stream()).toList());
            requests.forEach(request -> request.complete(Result.WRITTEN));
            return Result.WRITTEN;
        } catch (CannotCreateTransactionException ex) {
            // There is no connection, for nobody. Waiting for one again would take the time that is left for an answer.
            requests.forEach(request -> request.completeExceptionally(ex));
            throw ex;
        } catch (RuntimeException ex) {
            if (requests.size() == 1) {
                throw ex;
            }
            return Result.WRITE_ALONE;
        } finally {
            requests.forEach(request -> request.complete(Result.WRITE_ALONE));
            turns.release();
            giveTurns();
        }
    }

    @RequiredArgsConstructor
    private static final class Request<T> extends CompletableFuture<Result> {

        private final List<T> work;

        private Result await() {
            try {
                return join();
            } catch (CompletionException ex) {
                throw ex.getCause() instanceof RuntimeException cause ? cause : ex;
            }
        }
    }
}
