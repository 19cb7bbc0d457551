// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.reply.AcceptedReplies;
import io.github.wecomcallback.reply.BegunStreamReply;
import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.StreamReply;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The streaming replies of AI bots that are at work on this node: puts their sources to work, collects what these say,
 * and knows what there is so far when the platform asks.
 *
 * <p>A stream takes up room from its beginning until the platform knows its end, or does not ask any more. Each holds at
 * most 20,480 bytes of text and its pictures. After that it is kept for {@value #KEEP_SECONDS} seconds, should an answer
 * have been lost; no more are kept so than may be open. So there are never more than twice as many as may be open.
 *
 * <p>At shutdown all that are open end with the sentence for failures. Thread-safe.
 */
@Slf4j
public final class BotStreams implements ReplyCarrier, SmartLifecycle, DisposableBean {

    /** After the handlers, which may still begin some, and before the web server. */
    private static final int PHASE = DEFAULT_PHASE - 768;

    private static final int KEEP_SECONDS = 30;
    private static final Duration KEEP = Duration.ofSeconds(KEEP_SECONDS);

    private final Map<StreamKey, LiveStream> streams = new ConcurrentHashMap<>();
    private final Deque<LiveStream> settled = new ArrayDeque<>();
    private final StreamTimer timer = new StreamTimer(this::sweep, () -> !streams.isEmpty());
    private final Semaphore room;
    private final StreamSettings settings;
    private final StreamStatistics statistics;
    private final @Nullable SharedStreams shared;
    private final Executor threads;
    private final Runnable shutdown;
    private final Clock clock;
    private final OutageLog outages;
    private final OutageLog unknown;
    private volatile boolean open = true;

    /**
     * @param settings the bounds
     * @param statistics counts what becomes of streams
     * @param store where nodes tell each other of their streams, or null where there is one node
     * @param threads runs sources, each of which may block its thread
     * @param shutdown ends the threads at once
     * @param clock tells the time
     */
    public BotStreams(
            StreamSettings settings,
            StreamStatistics statistics,
            @Nullable StreamStore store,
            Executor threads,
            Runnable shutdown,
            Clock clock) {
        this.settings = settings;
        this.statistics = statistics;
        this.shared = store == null ? null : new SharedStreams(store, settings, clock);
        this.threads = threads;
        this.shutdown = shutdown;
        this.clock = clock;
        this.room = new Semaphore(settings.maxOpen());
        this.outages = new OutageLog(log, clock);
        this.unknown = new OutageLog(log, clock);
    }

    @Override
    public boolean carries(CallbackContext context, Reply reply) {
        return reply instanceof LiveStreamReply
                && context.payload().kind().source() == Source.BOT
                && AcceptedReplies.accepts(context.payload(), reply);
    }

    /** A stream goes on as long as some node knows it. */
    @Override
    public boolean isFitToSend(CallbackContext context, Reply reply) {
        return !(reply instanceof BegunStreamReply begun) || isKnown(context, StreamKey.of(context, begun.streamId()));
    }

    private boolean isKnown(CallbackContext context, StreamKey key) {
        boolean known = false;
        try {
            known = streams.containsKey(key) || shared != null && shared.ask(key) != null;
        } catch (StreamStoreUnavailableException ex) {
            log.debug("The store of streams does not answer", ex);
        }
        if (!known) {
            unknown.warn("The stream that answers " + context
                    + " was begun by another node and is not known here; such are to"
                    + " be delivered again. Several nodes need wecom.callback.guard.store=redis");
        }
        return known;
    }

    /** Puts the source to work, and returns the part that goes out at once. One stream is begun for a message. */
    @Override
    public Reply carry(CallbackContext context, Reply reply, String id) {
        LiveStreamReply live = (LiveStreamReply) reply;
        StreamReply first = live.firstPart(context.payload(), id);
        StreamKey key = StreamKey.of(context, first.id());
        LiveStream seen = streams.get(key);
        if (seen != null) {
            discardUnlessOf(seen, live);
            return begun(first);
        }
        if (!open || !room.tryAcquire()) {
            return refused(context, live, first);
        }
        return begin(new LiveStream(key, context, live, settings, clock), live, first);
    }

    private Reply begin(LiveStream stream, LiveStreamReply live, StreamReply first) {
        Feed feed = Feed.of(live, stream, threads);
        stream.onEnd(() -> ended(stream, feed));
        LiveStream seen = streams.putIfAbsent(stream.key(), stream);
        if (seen != null) {
            room.release();
            discardUnlessOf(seen, live);
            return begun(first);
        }
        statistics.opened();
        timer.wake();
        try {
            feed.start();
        } catch (RuntimeException | Error ex) {
            // No thread for it.
            stream.fail(ex);
        }
        if (!open) {
            stream.end(StreamEnd.FAILED, null);
        }
        if (shared != null) {
            // Before the answer: the platform may ask another node right after it.
            shared.tell(List.of(stream));
        }
        return begun(first);
    }

    private static Reply begun(StreamReply first) {
        return new BegunStreamReply(first.id(), first);
    }

    private Reply refused(CallbackContext context, LiveStreamReply live, StreamReply first) {
        live.discard();
        statistics.refused();
        outages.warn("No room for a stream to answer " + context + "; such are answered with the sentence for it");
        return new StreamReply(first.id(), settings.busyText(), true);
    }

    private static void discardUnlessOf(LiveStream seen, LiveStreamReply live) {
        if (!seen.isOf(live)) {
            live.discard();
        }
    }

    /**
     * What there is so far of a stream, or null when nobody knows it.
     *
     * @throws StreamStoreUnavailableException when another node may know, but cannot be asked
     */
    @Nullable StreamReply poll(StreamKey key) throws StreamStoreUnavailableException {
        LiveStream stream = streams.get(key);
        if (stream == null) {
            return shared == null ? null : shared.ask(key);
        }
        StreamReply part = stream.asked();
        settle(stream);
        return part;
    }

    /** The end of a stream that nobody knows any more. */
    StreamReply lost(String id) {
        return new StreamReply(id, settings.failureText(), true);
    }

    /** Called once for each stream, by whoever ended it. */
    private void ended(LiveStream stream, Feed feed) {
        StreamEnd end = stream.end();
        statistics.ended(end);
        switch (end) {
            case FINISHED -> log.debug("The stream for {} is finished", stream);
            case CUT -> log.info("The stream for {} is cut, for its length or its duration", stream);
            case SILENT -> log.warn("The source of the stream for {} fell silent; it ends with a sentence", stream);
            case CANCELLED -> log.info("Nobody asks for the stream for {} any more; its source is cancelled", stream);
            case FAILED -> log.error("The stream for {} failed; it ends with a sentence", stream, stream.error());
        }
        feed.cancel();
    }

    /** Ends what is overdue, tells other nodes, and forgets what was settled. */
    void sweep() {
        for (LiveStream stream : streams.values()) {
            stream.endIfOverdue();
            settle(stream);
            if (shared != null && !stream.isSettledFor(Duration.ZERO)) {
                shared.tellIfDue(stream);
            }
        }
        synchronized (settled) {
            while (!settled.isEmpty() && settled.peekFirst().isSettledFor(KEEP)) {
                forgetOldest();
            }
        }
    }

    private void settle(LiveStream stream) {
        if (!stream.settle()) {
            return;
        }
        synchronized (settled) {
            settled.addLast(stream);
            if (settled.size() > settings.maxOpen()) {
                forgetOldest();
            }
        }
        room.release();
    }

    private void forgetOldest() {
        LiveStream oldest = settled.removeFirst();
        streams.remove(oldest.key(), oldest);
    }

    /** How many streams there are, those included that are kept for a while after their end. */
    int size() {
        return streams.size();
    }

    @Override
    public void start() {
        open = true;
    }

    @Override
    public void stop() {
        open = false;
        List<LiveStream> openOnes =
                streams.values().stream().filter(stream -> !stream.isOver()).toList();
        openOnes.forEach(stream -> stream.end(StreamEnd.FAILED, null));
        if (shared != null && !openOnes.isEmpty()) {
            shared.tell(openOnes);
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void destroy() {
        stop();
        timer.close();
        if (shared != null) {
            shared.close();
        }
        shutdown.run();
    }
}
