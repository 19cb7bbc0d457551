// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Picture;
import io.github.wecomcallback.reply.StreamReply;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One streaming reply: what its source said so far, what the platform was told of it, and how it ended. Thread-safe; the
 * source is never called while its lock is held.
 */
final class LiveStream {

    private static final long NEVER = Long.MIN_VALUE;

    private final StreamText text = new StreamText(StreamReply.MAX_BYTES);
    private final Publication publication = new Publication();
    private final List<Picture> pictures;
    private final StreamKey key;
    private final String callback;
    private final LiveStreamReply reply;
    private final StreamSettings settings;
    private final Clock clock;
    private final long begunAt;
    private long heardAt;
    private long askedAt;
    private long settledAt = NEVER;
    private boolean told;
    private long changes;
    private @Nullable StreamEnd end;
    private @Nullable Throwable error;
    private Runnable onEnd = () -> {};

    LiveStream(StreamKey key, CallbackContext context, LiveStreamReply reply, StreamSettings settings, Clock clock) {
        this.key = key;
        this.callback = context.toString();
        this.reply = reply;
        this.pictures = new ArrayList<>(reply.pictures());
        this.settings = settings;
        this.clock = clock;
        this.begunAt = clock.millis();
        this.heardAt = begunAt;
        this.askedAt = begunAt;
    }

    /** Says what to do when it ends, before it begins. */
    void onEnd(Runnable action) {
        onEnd = action;
    }

    /** Takes a piece, and returns whether any more is wanted. */
    boolean add(@Nullable String piece) {
        synchronized (this) {
            if (isOver()) {
                return false;
            }
            if (piece == null || piece.isEmpty()) {
                return true;
            }
            heardAt = clock.millis();
            changes++;
            if (text.append(piece)) {
                return true;
            }
        }
        end(StreamEnd.CUT, null);
        return false;
    }

    synchronized void add(Picture picture) {
        if (isOver()) {
            return;
        }
        if (pictures.size() == StreamReply.MAX_PICTURES) {
            throw new IllegalStateException("A stream has at most " + StreamReply.MAX_PICTURES + " pictures");
        }
        heardAt = clock.millis();
        pictures.add(picture);
    }

    /** The source has said all. */
    void complete() {
        end(StreamEnd.FINISHED, null);
    }

    void fail(Throwable error) {
        end(StreamEnd.FAILED, error);
    }

    /** Ends it, unless it has ended. */
    void end(StreamEnd how, @Nullable Throwable why) {
        synchronized (this) {
            if (isOver()) {
                return;
            }
            boolean saysNothing = text.isEmpty() && pictures.isEmpty() && reply.card() == null;
            end = how != StreamEnd.FINISHED && how != StreamEnd.CUT || !saysNothing ? how : StreamEnd.FAILED;
            error = why;
            changes++;
            if (end == StreamEnd.CUT) {
                text.endWith(settings.cutTail());
            } else if (end != StreamEnd.FINISHED) {
                text.breakOff(settings.failureText());
            }
        }
        onEnd.run();
    }

    /** Ends it when it is time to. */
    void endIfOverdue() {
        StreamEnd how = overdue();
        if (how != null) {
            end(how, null);
        }
    }

    private synchronized @Nullable StreamEnd overdue() {
        if (isOver()) {
            return null;
        }
        if (isPast(askedAt, settings.pollTimeout())) {
            return StreamEnd.CANCELLED;
        }
        if (isPast(begunAt, settings.maxDuration())) {
            return StreamEnd.CUT;
        }
        return isPast(heardAt, settings.silence()) ? StreamEnd.SILENT : null;
    }

    /** What the platform gets that asks for it now. */
    synchronized StreamReply asked() {
        askedAt = Math.max(askedAt, clock.millis());
        told |= isOver();
        return part();
    }

    /** The platform asked another node, which knew what there was at a certain time. */
    synchronized void askedElsewhere(Duration ago, boolean toldTheEnd) {
        askedAt = Math.max(askedAt, clock.millis() - ago.toMillis());
        told |= toldTheEnd;
    }

    synchronized StreamReply part() {
        boolean over = isOver();
        return new StreamReply(key.id(), text.toString(), over, over ? pictures : List.of(), reply.feedback(), null);
    }

    /** Settles it, once: the platform knows how it ended, or does not want to. True for who is to see to the rest. */
    synchronized boolean settle() {
        boolean over = isOver() && (told || isPast(askedAt, settings.pollTimeout()));
        if (settledAt != NEVER || !over) {
            return false;
        }
        settledAt = clock.millis();
        return true;
    }

    /** Whether it was settled that long ago. */
    synchronized boolean isSettledFor(Duration time) {
        return settledAt != NEVER && isPast(settledAt, time);
    }

    synchronized boolean isOver() {
        return end != null;
    }

    /** How it ended; null while it has not. */
    synchronized @Nullable StreamEnd end() {
        return end;
    }

    /** Why it failed; null where nobody threw anything. */
    synchronized @Nullable Throwable error() {
        return error;
    }

    /** Grows with each change. */
    synchronized long changes() {
        return changes;
    }

    boolean isOf(LiveStreamReply other) {
        return reply == other;
    }

    /** What other nodes were told of it. */
    Publication publication() {
        return publication;
    }

    StreamKey key() {
        return key;
    }

    private boolean isPast(long since, Duration time) {
        return clock.millis() - since >= time.toMillis();
    }

    /** The callback that it answers. */
    @Override
    public String toString() {
        return callback;
    }
}
