// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.reply.LiveStreamReply;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** A source that is put to work for a stream, once, on a thread that it may block. */
@RequiredArgsConstructor
abstract class Feed {

    private final FutureTask<?> task = new FutureTask<>(this::work, null);

    /** What log lines of the handler carry, from whose thread this is made. */
    private final @Nullable Map<String, String> mdc = MDC.getCopyOfContextMap();

    final LiveStream stream;
    final Executor threads;
    private volatile @Nullable Thread worker;

    static Feed of(LiveStreamReply reply, LiveStream stream, Executor threads) {
        return reply.publisher() != null
                ? new PublisherFeed(reply.publisher(), stream, threads)
                : new WriterFeed(Objects.requireNonNull(reply.writer()), stream, threads);
    }

    final void start() {
        threads.execute(task);
    }

    /** Tells the source that nobody wants any more, wherever it is. Returns at once. */
    final void cancel() {
        if (!isHere()) {
            task.cancel(true);
        }
        release();
    }

    final boolean isHere() {
        return Thread.currentThread() == worker;
    }

    private void work() {
        worker = Thread.currentThread();
        Map<String, String> mdcBefore = MDC.getCopyOfContextMap();
        setMdc(mdc);
        try {
            open();
        } catch (Throwable ex) {
            // Of no interest where the stream is over: the source was interrupted then.
            stream.fail(ex);
        } finally {
            worker = null;
            left();
            setMdc(mdcBefore);
        }
    }

    /** Not all loggers know what to do with null. */
    private static void setMdc(@Nullable Map<String, String> values) {
        if (values == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(values);
        }
    }

    /** Puts it to work, on a thread of its own. */
    abstract void open() throws Exception;

    /** It is off that thread. */
    abstract void left();

    /** Lets go of it, on any thread, without waiting for anything. */
    abstract void release();
}
