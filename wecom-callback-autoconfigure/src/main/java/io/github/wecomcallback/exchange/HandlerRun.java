// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.DeferredHandler;
import io.github.wecomcallback.handler.HandlerDeferral;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Scope;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a message at work, and whether it could be acknowledged before they are done: once all that has to be kept
 * is kept, as long as none has failed. Thread-safe; one thread at a time is at work.
 */
@RequiredArgsConstructor
final class HandlerRun implements HandlerDeferral {

    private final HandlerDeferral inbox;
    private String handler = "(none was called yet)";
    private boolean kept;
    private boolean failed;
    private boolean over;
    private boolean acknowledged;

    @Override
    public void defer(List<DeferredHandler> handlers) {
        inbox.defer(handlers);
    }

    @Override
    public synchronized void complete() {
        kept = true;
    }

    /** A handler is about to be called. */
    synchronized void begin(String name) {
        handler = name;
    }

    /** Looks on as well. */
    HandlerWatch watched(HandlerWatch watch) {
        return new HandlerWatch() {

            @Override
            public Scope open() {
                return watch.open();
            }

            @Override
            public void end(@Nullable Throwable failure) {
                if (failure != null) {
                    failed();
                }
                watch.end(failure);
            }
        };
    }

    private synchronized void failed() {
        failed = true;
    }

    /** Whether the message may be acknowledged now. If so it is, and nobody will deliver it again. */
    synchronized boolean acknowledge() {
        boolean may = kept && !failed && !over;
        acknowledged |= may;
        return may;
    }

    /** No handler is waited for any more. Returns whether the message was acknowledged before; said once. */
    synchronized boolean end() {
        boolean first = !over;
        over = true;
        return first && acknowledged;
    }

    synchronized boolean isAcknowledged() {
        return acknowledged;
    }

    /** The handler that was called last, or was about to be. */
    synchronized String lastHandler() {
        return handler;
    }
}
