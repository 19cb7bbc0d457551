// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.handler.Dispatched;
import io.github.wecomcallback.handler.HandlerCalls;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerFailure;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Scope;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Runs the handlers of a message, once for all its deliveries, and lets each delivery wait for them. Thread-safe. */
@Slf4j
@RequiredArgsConstructor
public final class HandlerRuns {

    private final ConcurrentMap<MessageKey, HandlerRun> atWork = new ConcurrentHashMap<>();
    private final OutageLog outages = new OutageLog(log, Clock.systemUTC());
    private final OutageLog lateReplies = new OutageLog(log, Clock.systemUTC());
    private final HandlerDispatcher dispatcher;
    private final HandlerExecutor executor;
    private final RedeliveryGuard guard;
    private final CallbackErrorHandler errors;
    private final CallbackStatistics statistics;

    /** Where handlers that run later get their messages from; null when no handler does. */
    private final @Nullable CallbackInbox inbox;

    private final ReplyCarriers carriers;

    /** The outcome of the message's handlers, or {@link Outcome.Status#LATE} when it is not there in time. */
    Outcome await(Delivery delivery, CallbackExchange exchange, Duration patience) {
        CompletableFuture<Outcome> run = guard.deliver(delivery.key(), exchange.message(), progress -> {
            delivery.started();
            return start(delivery, exchange, end -> run(delivery, exchange, progress, end));
        });
        Outcome outcome = outcome(run, exchange, patience);
        delivery.settled(outcome);
        return fitToSend(exchange, outcome);
    }

    /**
     * Whether a message may be acknowledged although its handlers are not done: they are at work here, none has failed, and what
     * is to be kept for later is kept. If so, it is taken to be acknowledged. Never by who is to stop: what is at work may then be
     * interrupted before it is done.
     */
    boolean acknowledge(MessageKey key) {
        HandlerRun run = atWork.get(key);
        boolean stopping = executor.isGoingDown() || Thread.currentThread().isInterrupted();
        return run != null && !stopping && run.acknowledge();
    }

    /**
     * Sends what an interceptor replied, where that does not simply go out in the response: as with the handlers' reply, once
     * for all deliveries of the message.
     */
    Outcome send(Delivery delivery, CallbackExchange exchange, Outcome outcome, Supplier<Duration> patience) {
        Reply reply = outcome.reply();
        ReplyCarrier carrier = carriers.find(exchange.context(), reply);
        if (carrier == null || !outcome.isCompleted()) {
            return outcome;
        }
        AtomicBoolean sent = new AtomicBoolean();
        MessageKey key = new MessageKey(delivery.key().digest(), "interceptor");
        CompletableFuture<Outcome> run = guard.deliver(
                key,
                exchange.message(),
                progress -> start(delivery, exchange, end -> {
                    sent.set(true);
                    end.complete(carry(carrier, key, exchange, reply));
                }));
        run.whenComplete((ended, error) -> {
            if (!sent.get() && reply instanceof LiveStreamReply unused) {
                unused.discard();
            }
        });
        return fitToSend(exchange, outcome(run, exchange, patience.get()));
    }

    /** What another node replied need not be anything that this one can send. */
    private Outcome fitToSend(CallbackExchange exchange, Outcome outcome) {
        Reply reply = outcome.reply();
        return reply == null || carriers.areFitToSend(exchange.context(), reply) ? outcome : Outcome.busy();
    }

    private static Outcome outcome(CompletableFuture<Outcome> run, CallbackExchange exchange, Duration patience) {
        try {
            return run.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException ex) {
            log.debug("{} is not done in time", exchange.context());
            return Outcome.late();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return Outcome.late();
        } catch (ExecutionException ex) {
            log.error("The run for {} broke off", exchange.context(), ex.getCause());
            return Outcome.failed();
        }
    }

    /** @param work has to complete what it is given */
    private CompletableFuture<Outcome> start(
            Delivery delivery, CallbackExchange exchange, Consumer<CompletableFuture<Outcome>> work) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        boolean started = executor.tryExecute(() -> run(delivery, work, outcome), outcome, delivery.isHere());
        if (!started) {
            outages.warn("No room for " + exchange.context() + "; such callbacks are answered 503 and delivered again");
            outcome.complete(Outcome.busy());
        }
        return outcome;
    }

    private static void run(
            Delivery delivery, Consumer<CompletableFuture<Outcome>> work, CompletableFuture<Outcome> outcome) {
        Scope scope = delivery.isHere() ? Scope.NONE : delivery.open();
        try {
            work.accept(outcome);
        } catch (Throwable ex) {
            // Whatever it was: a run that never ends would keep its redeliveries waiting.
            breakOff(outcome, ex);
        } finally {
            scope.close();
        }
    }

    private void run(
            Delivery delivery,
            CallbackExchange exchange,
            HandlerProgress progress,
            CompletableFuture<Outcome> outcome) {
        HandlerRun run = new HandlerRun(handlers -> inbox.store(delivery.key(), exchange.context(), handlers));
        atWork.put(delivery.key(), run);
        outcome.whenComplete((ended, error) -> atWork.remove(delivery.key(), run));
        dispatch(delivery, progress, run, new Calls(delivery, exchange, run, outcome))
                .thenAccept(dispatched -> end(delivery, exchange, progress, dispatched, run, outcome))
                .exceptionally(error -> {
                    if (run.isAcknowledged() && !outcome.isDone()) {
                        lost(exchange, run.lastHandler() + ", and what comes after it,", error);
                    }
                    return breakOff(outcome, error);
                });
    }

    private CompletableFuture<Dispatched> dispatch(
            Delivery delivery, HandlerProgress progress, HandlerRun run, Calls calls) {
        try {
            Executor continuations = delivery.scoped(executor.continuations());
            return dispatcher.dispatch(calls.exchange.context(), progress, run, calls, continuations);
        } catch (RuntimeException | Error ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private void end(
            Delivery delivery,
            CallbackExchange exchange,
            HandlerProgress progress,
            Dispatched dispatched,
            HandlerRun run,
            CompletableFuture<Outcome> outcome) {
        if (outcome.isDone()) {
            return; // It was given up, and may have been delivered again.
        }
        outcome.complete(conclude(delivery, exchange, progress, dispatched, run.end()));
        // Only now: the first time, all records are loaded for it.
        countIfUnknown(exchange.message().kind());
    }

    /** The calls of one run. A run that has its outcome, because it was given up, calls no further handler. */
    @RequiredArgsConstructor
    private final class Calls implements HandlerCalls {

        private final Delivery delivery;
        private final CallbackExchange exchange;
        private final HandlerRun run;
        private final CompletableFuture<Outcome> outcome;

        @Override
        public HandlerWatch begin(String handler) {
            run.begin(handler);
            if (executor.isOver() || outcome.isDone()) {
                throw new RejectedExecutionException("The run is over");
            }
            return run.watched(delivery.watch(handler));
        }

        /** The thread cannot be had back, but what waits for it can be let go. */
        @Override
        public void hangs(String handler) {
            if (outcome.complete(failed())) {
                log.error("Handler {} hangs on {}; its run is given up", handler, exchange.context());
                if (run.end()) {
                    lost(exchange, handler + ", and what comes after it,", null);
                }
            }
        }
    }

    private void countIfUnknown(MessageKind kind) {
        if (MessageTypes.recordFor(kind) == null) {
            statistics.unknown(kind);
        }
    }

    private static @Nullable Void breakOff(CompletableFuture<Outcome> outcome, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof InboxUnavailableException || cause instanceof RejectedExecutionException) {
            outcome.complete(Outcome.busy());
        } else {
            outcome.completeExceptionally(cause);
        }
        return null;
    }

    private Outcome conclude(
            Delivery delivery,
            CallbackExchange exchange,
            HandlerProgress progress,
            Dispatched dispatched,
            boolean acknowledged) {
        MessageKind kind = exchange.message().kind();
        if (dispatched.isUnmatched() && statistics.unmatched(kind)) {
            UnmatchedLog.unmatched(exchange.context().account().name(), kind);
        }
        boolean again = false;
        for (HandlerFailure failure : dispatched.failures()) {
            again |= isToBeRedelivered(exchange, failure, acknowledged);
        }
        if (again) {
            return failed();
        }
        if (acknowledged && progress.reply() != null) {
            lateReplies.warn("The reply to " + exchange.context()
                    + " is lost: it was acknowledged at its deadline, before the reply was there");
        }
        return replied(delivery, exchange, progress.reply());
    }

    private boolean isToBeRedelivered(CallbackExchange exchange, HandlerFailure failure, boolean acknowledged) {
        boolean goingDown = executor.isGoingDown();
        String handler = failure.handler();
        if (!goingDown && isGivenUp(exchange, failure)) {
            log.error(
                    "Handler {} failed on {}; acknowledged all the same", handler, exchange.context(), failure.cause());
            return false;
        }
        if (acknowledged) {
            lost(exchange, handler, failure.cause());
        } else if (goingDown) {
            log.info(
                    "Handler {} did not come to its end on {} before the node went down; it will be delivered again",
                    handler,
                    exchange.context());
            log.debug("It ended so", failure.cause());
        } else {
            log.error(
                    "Handler {} failed on {}; it will be delivered again",
                    handler,
                    exchange.context(),
                    failure.cause());
        }
        return true;
    }

    /** It is not forgotten all the same: should it be delivered again, what failed runs again. */
    private void lost(CallbackExchange exchange, String handler, @Nullable Throwable error) {
        statistics.lost();
        log.error(
                "Handler {} failed on {}, which was acknowledged at its deadline: it is not delivered again, and what was to be"
                        + " done is lost",
                handler,
                exchange.context(),
                error);
    }

    /** A node that goes down has no more room for it; that says nothing about the message. */
    private Outcome failed() {
        return executor.isGoingDown() ? Outcome.busy() : Outcome.failed();
    }

    private Outcome replied(Delivery delivery, CallbackExchange exchange, @Nullable Reply reply) {
        ReplyCarrier carrier = reply == null ? null : carriers.find(exchange.context(), reply);
        return carrier == null ? Outcome.completed(reply) : carry(carrier, delivery.key(), exchange, reply);
    }

    private Outcome carry(ReplyCarrier carrier, MessageKey key, CallbackExchange exchange, Reply reply) {
        try {
            return Outcome.completed(carrier.carry(exchange.context(), reply, key.digest()));
        } catch (ReplyDelayedException ex) {
            log.debug("The reply to {} waits", exchange.context(), ex);
            return Outcome.busy();
        } catch (RuntimeException ex) {
            log.error("The reply to {} could not be sent; it is tried again ({})", exchange.context(), ex.toString());
            log.debug("The reply to {} could not be sent", exchange.context(), ex);
            return failed();
        }
    }

    /** Only when the error handler says so in so many words: nothing gets lost when that fails as well. */
    private boolean isGivenUp(CallbackExchange exchange, HandlerFailure failure) {
        try {
            return errors.onFailure(exchange, failure) == Decision.ACKNOWLEDGE;
        } catch (RuntimeException | Error ex) {
            log.error("The error handler failed on {}", exchange.context(), ex);
            return false;
        }
    }
}
