// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.reply.Picture;
import io.github.wecomcallback.reply.StreamSink;
import io.github.wecomcallback.reply.StreamWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Has a writer write, and closes it. */
@Slf4j
final class WriterFeed extends Feed implements StreamSink {

    private final AtomicBoolean closed = new AtomicBoolean();
    private final StreamWriter writer;

    WriterFeed(StreamWriter writer, LiveStream stream, Executor threads) {
        super(stream, threads);
        this.writer = writer;
    }

    @Override
    void open() throws Exception {
        writer.write(this);
        stream.complete();
    }

    @Override
    void left() {
        close();
    }

    /** Closing may block, and may be what frees a writer that waits for more. */
    @Override
    void release() {
        if (isHere()) {
            return; // and so about to leave
        }
        try {
            threads.execute(this::close);
        } catch (RejectedExecutionException ex) {
            close();
        }
    }

    private void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                writer.close();
            } catch (RuntimeException ex) {
                log.debug("The source of a stream failed when it was closed", ex);
            }
        }
    }

    @Override
    public void next(@Nullable String piece) {
        if (!stream.add(piece)) {
            throw new CancellationException("Nobody wants any more of this stream");
        }
    }

    @Override
    public void picture(Picture picture) {
        stream.add(picture);
    }

    @Override
    public boolean isCancelled() {
        return stream.isOver();
    }
}
