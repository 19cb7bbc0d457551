// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Reply;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the handlers have come with one message, over all its deliveries: those that succeeded do not run again.
 * Thread-safe, though one delivery at a time works on it.
 */
public final class HandlerProgress {

    /** Replaced, never changed: as a rule it holds one name. */
    private volatile Set<String> succeeded = Set.of();

    private volatile @Nullable Reply reply;

    /** Which handler gave the reply, where it is one that only this node can send. */
    private @Nullable String replier;

    /** Nothing done yet. */
    public HandlerProgress() {}

    /**
     * What was done before, perhaps by another node.
     *
     * @param succeeded the names of the handlers that succeeded
     * @param reply the reply that one of them gave, or null
     */
    public HandlerProgress(Set<String> succeeded, @Nullable Reply reply) {
        this.succeeded = Set.copyOf(succeeded);
        this.reply = reply;
    }

    /** Takes over what was done elsewhere. A reply that is here already stays. */
    public synchronized void include(HandlerProgress other) {
        succeeded = joined(succeeded, other.succeeded);
        if (reply == null) {
            reply = other.reply;
        }
    }

    boolean hasSucceeded(Handler handler) {
        return succeeded.contains(handler.id());
    }

    /**
     * What of it is so on other nodes as well. A stream that is yet to begin is not: its source is here. Elsewhere its handler
     * has to run again, to make another.
     */
    public synchronized HandlerProgress elsewhere() {
        if (replier == null) {
            return this;
        }
        Set<String> others = new HashSet<>(succeeded);
        others.remove(replier);
        return new HandlerProgress(others, null);
    }

    void succeeded(Handler handler, @Nullable Reply result) {
        if (!isTaken(handler.id(), result) && result instanceof LiveStreamReply unused) {
            unused.discard();
        }
    }

    private synchronized boolean isTaken(String handler, @Nullable Reply result) {
        succeeded = joined(succeeded, Set.of(handler));
        if (reply != null) {
            return false;
        }
        reply = result;
        replier = result instanceof LiveStreamReply ? handler : null;
        return true;
    }

    private static Set<String> joined(Set<String> left, Set<String> right) {
        if (left.isEmpty()) {
            return right;
        }
        Set<String> both = new HashSet<>(left);
        both.addAll(right);
        return Set.copyOf(both);
    }

    /** The names of the handlers that succeeded. */
    public Set<String> succeeded() {
        return succeeded;
    }

    /** The reply so far: the first that a handler gave, or null. */
    public @Nullable Reply reply() {
        return reply;
    }
}
