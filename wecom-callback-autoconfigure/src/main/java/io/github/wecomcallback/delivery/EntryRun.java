// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.InboxEntry.Kept;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.exchange.CallbackExchange;
import io.github.wecomcallback.exchange.CallbackObservers;
import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.exchange.ReplyCarriers;
import io.github.wecomcallback.exchange.ReplyDelayedException;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.DeferredHandler;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerFailure;
import io.github.wecomcallback.handler.HandlerTimeouts;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.handler.Scope;
import io.github.wecomcallback.reply.Reply;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Runs a handler on one entry of the inbox, and tells how that went. Thread-safe. */
@Slf4j
@RequiredArgsConstructor
final class EntryRun {

    private final HandlerDispatcher handlers;
    private final KeptCallbacks callbacks;
    private final KeptReplies replies;
    private final CallbackErrorHandler errors;
    private final CallbackObservers observers;
    private final ReplyCarriers carriers;
    private final HandlerTimeouts timeouts;
    private final InboxStatistics statistics;

    /** For entries whose handler this node does not have: it was renamed, or is new and this node is not. */
    private final Retry defaultRetry;

    /**
     * How it went.
     *
     * @param isGivenBack whether it does not count, because the node goes down
     * @param error what went wrong, or null
     * @param retry how often and how soon to try again, or null when there is no further try
     * @param delay that the handler is done and its reply waits, or null
     */
    record Result(
            boolean isGivenBack,
            @Nullable String error,
            @Nullable Retry retry,
            @Nullable Delay delay) {

        private static final Result SUCCEEDED = new Result(false, null, null, null);
        private static final Result GIVEN_BACK = new Result(true, null, null, null);

        boolean failed() {
            return error != null;
        }

        boolean isRetried() {
            return retry != null;
        }
    }

    /**
     * A reply cannot be sent at the moment. That is none of the handler's attempts.
     *
     * @param reply the reply as it is to be kept, or null when it cannot be: then the handler makes another
     * @param pause after which to try again
     * @param reason why
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Delay(byte @Nullable [] reply, Duration pause, String reason) {}

    /**
     * Runs the handler, or only sends its reply where that waits.
     *
     * @param goingDown whether the node goes down. What fails then does so most likely because it was interrupted, or because
     *     what it needs is down already; whatever it throws says nothing about the handler or the message
     */
    Result of(Kept entry, BooleanSupplier goingDown) {
        String id = entry.entry().handler();
        try {
            DeferredHandler handler = handlers.deferred(id);
            if (handler == null) {
                throw new IllegalStateException("No handler of this name runs from the inbox of this node");
            }
            CallbackContext context = callbacks.read(entry.entry());
            Reply waiting = replies.read(entry.reply());
            if (waiting != null) {
                return run(entry, handler, context, () -> waiting, goingDown);
            }
            HandlerWatch watch = observers.fromInbox(context, entry.entry().messageKey(), id);
            Scope scope = watch.open();
            try {
                return run(entry, handler, context, () -> handler.run(context, watch, timeouts), goingDown);
            } finally {
                scope.close();
            }
        } catch (Throwable ex) {
            return failed(entry, ex, goingDown);
        }
    }

    Retry retryOf(Kept entry) {
        DeferredHandler handler = handlers.deferred(entry.entry().handler());
        return handler == null ? defaultRetry : handler.retry();
    }

    private Result run(
            Kept entry, DeferredHandler handler, CallbackContext context, Call call, BooleanSupplier goingDown) {
        try {
            Reply reply = call.reply();
            Delay delay = reply == null ? null : send(entry, context, reply);
            if (delay != null) {
                return new Result(false, null, null, delay);
            }
            statistics.handled();
            return Result.SUCCEEDED;
        } catch (Throwable ex) {
            if (!goingDown.getAsBoolean() && isGivenUp(context, new HandlerFailure(handler.id(), ex))) {
                log.error("Handler {} failed on {}; given up all the same", handler, context, ex);
                statistics.failed();
                return Result.SUCCEEDED;
            }
            return failed(entry, ex, goingDown);
        }
    }

    /** Sends it, or tells that it has to wait. */
    private @Nullable Delay send(Kept entry, CallbackContext context, Reply reply) {
        String handler = entry.entry().handler();
        ReplyCarrier carrier = carriers.find(context, reply);
        if (carrier == null) {
            log.warn("Handler {} returned a reply from the inbox, which nobody waits for any more", handler);
            return null;
        }
        try {
            carrier.carry(context, reply, new MessageKey(entry.entry().messageKey(), handler).digest());
            return null;
        } catch (ReplyDelayedException ex) {
            log.debug("The reply of handler {} to {} of the inbox waits", handler, entry, ex);
            return new Delay(replies.write(context, reply), ex.pause(), String.valueOf(ex.getMessage()));
        }
    }

    /** What gives the reply: the handler, or what it gave before. */
    @FunctionalInterface
    private interface Call {

        @Nullable Reply reply() throws Throwable;
    }

    /** Only when the error handler says so in so many words: nothing gets lost when that fails as well. */
    private boolean isGivenUp(CallbackContext context, HandlerFailure failure) {
        try {
            return errors.onFailure(new CallbackExchange(context), failure) == Decision.ACKNOWLEDGE;
        } catch (RuntimeException | Error ex) {
            log.error("The error handler failed on {}", context, ex);
            return false;
        }
    }

    private Result failed(Kept entry, Throwable error, BooleanSupplier goingDown) {
        if (goingDown.getAsBoolean()) {
            log.info(
                    "Handler {} did not come to its end on {} of the inbox before the node went down; it begins anew",
                    entry.entry().handler(),
                    entry);
            log.debug("It ended so", error);
            return Result.GIVEN_BACK;
        }
        int failures = entry.attempts() + 1;
        Retry retry = retryOf(entry);
        statistics.failed();
        if (retry.isUsedUp(failures)) {
            statistics.died();
            log.error(
                    "Handler {} failed on {} of the inbox for the {}. and last time; it is a dead letter now",
                    entry.entry().handler(),
                    entry,
                    failures,
                    error);
            return new Result(false, describe(error), null, null);
        }
        log.warn(
                "Handler {} failed on {} of the inbox for the {}. time of {}; it is tried again",
                entry.entry().handler(),
                entry,
                failures,
                retry.attempts(),
                error);
        return new Result(false, describe(error), retry, null);
    }

    /** The exception and what caused it, each with its message. */
    private static String describe(Throwable error) {
        StringBuilder text = new StringBuilder(error.toString());
        Throwable cause = error.getCause();
        for (int depth = 0; cause != null && depth < 5; depth++) {
            text.append("\nCaused by: ").append(cause);
            cause = cause.getCause();
        }
        return text.toString();
    }
}
