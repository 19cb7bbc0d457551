// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.bot.StreamStore.Published;
import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.reply.StreamReply;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Tells other nodes of the streams of this one, and asks for theirs. The store is asked on threads of its own, so that a
 * store that hangs keeps nobody waiting for long.
 */
@Slf4j
final class SharedStreams {

    /** A node that said nothing of its stream for so long is dead. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration RENEWAL = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How much longer than it may take a stream is kept, and how long a finished one. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private static final int THREADS = 8;
    private static final int MAX_WAITING = 10_000;
    private static final int IDLE_SECONDS = 10;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), this::daemon);
    private final StreamStore store;
    private final StreamSettings settings;
    private final Clock clock;
    private final OutageLog outages;

    SharedStreams(StreamStore store, StreamSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.outages = new OutageLog(log, clock);
        threads.allowCoreThreadTimeOut(true);
    }

    /** Tells of streams, and waits until all were told of, though not for long. */
    void tell(Collection<LiveStream> streams) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<FutureTask<?>> told = streams.stream()
                .<FutureTask<?>>map(stream -> submit(() -> publish(stream)))
                .toList();
        try {
            for (FutureTask<?> one : told) {
                await(one, deadline - System.nanoTime());
            }
        } catch (StreamStoreUnavailableException ex) {
            outages.warn("The store of streams does not answer; other nodes do not know of this one's", ex.getCause());
        }
    }

    /** Tells of a stream when there is something to tell, or nothing was told for a while. Does not wait. */
    void tellIfDue(LiveStream stream) {
        if (!stream.publication().begin(stream.changes(), clock.millis(), RENEWAL)) {
            return;
        }
        FutureTask<?> task = new FutureTask<>(() -> publish(stream)) {

            @Override
            protected void done() {
                stream.publication().end();
            }

            @Override
            protected void setException(Throwable ex) {
                super.setException(ex);
                outages.warn("The store of streams does not answer; other nodes do not know how this one's go on", ex);
            }
        };
        execute(task);
    }

    /** One at a time for each stream: what is newer must not be overwritten with what is older. */
    private @Nullable Void publish(LiveStream stream) {
        Publication publication = stream.publication();
        publication.order().lock();
        try {
            long changes = stream.changes();
            StreamReply part = stream.part();
            Duration keep = part.finish() ? GRACE : settings.maxDuration().plus(GRACE);
            Duration asked = store.publish(stream.key(), part, keep);
            boolean toldTheEnd = publication.published(changes, part.finish(), clock.millis(), asked);
            if (asked != null) {
                stream.askedElsewhere(asked, toldTheEnd);
            }
        } finally {
            publication.order().unlock();
        }
        return null;
    }

    /**
     * What another node says of a stream, or null when none says anything. When that node seems to be dead, it was the last
     * that there is of the stream.
     *
     * @throws StreamStoreUnavailableException when the store does not answer in time
     */
    @Nullable StreamReply ask(StreamKey key) throws StreamStoreUnavailableException {
        Published published = await(submit(() -> store.ask(key)), PATIENCE.toNanos());
        if (published == null) {
            return null;
        }
        StreamReply part = published.part();
        boolean dead = !part.finish() && published.age().compareTo(LEASE) > 0;
        return dead ? brokenOff(part) : part;
    }

    private StreamReply brokenOff(StreamReply part) {
        StreamText text = new StreamText(StreamReply.MAX_BYTES);
        text.append(part.content());
        text.breakOff(settings.failureText());
        return new StreamReply(part.id(), text.toString(), true, List.of(), part.feedback(), null);
    }

    private <T> FutureTask<T> submit(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        execute(task);
        return task;
    }

    private void execute(FutureTask<?> task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException ex) {
            task.cancel(false);
        }
    }

    private <T> T await(FutureTask<T> task, long nanos) throws StreamStoreUnavailableException {
        try {
            return task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new StreamStoreUnavailableException(ex);
        } catch (ExecutionException ex) {
            throw new StreamStoreUnavailableException(ex.getCause());
        } catch (TimeoutException | CancellationException ex) {
            // If it still waits for a thread, it need not any more.
            threads.remove(task);
            throw new StreamStoreUnavailableException(ex);
        }
    }

    void close() {
        threads.shutdownNow();
    }

    private Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "wecom-stream-store-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
