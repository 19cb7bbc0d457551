// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.message.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Gives a message to all handlers that match: those that run from the inbox are handed over to it first, all others run
 * one after the other, in their order. Thread-safe.
 */
public class HandlerDispatcher {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final HandlerTimeouts timeouts;
    private volatile List<Handler> handlers = List.of();
    private volatile RouteIndex routes = new RouteIndex(List.of());
    private volatile RouteIndex fallbacks = new RouteIndex(List.of());
    private volatile Map<String, DeferredHandler> deferred = Map.of();

    /** With handlers that may take ten minutes. */
    public HandlerDispatcher() {
        this(new HandlerTimeouts(TIMEOUT));
    }

    /** @param timeouts how long the handlers may take that do not run from the inbox */
    public HandlerDispatcher(HandlerTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** Takes the handlers, once they are known. */
    void use(List<Handler> all) {
        handlers = List.copyOf(all);
        routes = new RouteIndex(
                all.stream().filter(handler -> !handler.fallback()).toList());
        fallbacks = new RouteIndex(all.stream().filter(Handler::fallback).toList());
        deferred = all.stream()
                .filter(handler -> handler.inbox() != null)
                .map(handler -> new DeferredHandler(handler, handler.inbox()))
                .collect(Collectors.toUnmodifiableMap(DeferredHandler::id, Function.identity()));
    }

    /** How many handlers there are. */
    public int handlerCount() {
        return handlers.size();
    }

    /** The handlers and what reaches them, in the order in which they run. */
    public List<Route> routes() {
        return handlers.stream().map(Route::of).toList();
    }

    /** The handler of that name that runs from the inbox, or null when there is none. */
    public @Nullable DeferredHandler deferred(String id) {
        return deferred.get(id);
    }

    /**
     * Runs the handlers that have not succeeded yet. A handler that fails does not keep the others from running. Where a
     * handler returns a stage, the next one waits for it without holding a thread.
     *
     * @param context the callback
     * @param progress what earlier deliveries achieved; is kept up to date
     * @param deferral takes over what is to run later, before anything else runs
     * @param calls is told of each call of a handler; where it refuses one, none is begun any more
     * @param executor runs what is left to do when a stage completes
     * @return completes when all handlers have come to their end; exceptionally when the deferral or the calls refuse, or the
     *     executor or a stage breaks its word
     */
    public CompletableFuture<Dispatched> dispatch(
            CallbackContext context,
            HandlerProgress progress,
            HandlerDeferral deferral,
            HandlerCalls calls,
            Executor executor) {
        Run run = new Run(context, progress, deferral, calls, executor);
        try {
            CompletableFuture<@Nullable Void> pending = run.routes();
            return pending == null ? run.fallbacks() : pending.thenCompose(done -> run.fallbacks());
        } catch (RuntimeException ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private static List<Handler> find(RouteIndex index, CallbackContext context) {
        Payload payload = context.payload();
        return index.find(context.account().name(), payload.kind(), payload::eventKey);
    }

    /** One message's way through the handlers. Steps on one thread at a time. */
    @RequiredArgsConstructor
    private final class Run {

        private final CallbackContext context;
        private final HandlerProgress progress;
        private final HandlerDeferral deferral;
        private final HandlerCalls calls;
        private final Executor executor;
        private final List<HandlerFailure> failures = new ArrayList<>();
        private int matched;
        private boolean handedOver;

        /** Runs the handlers that look for such messages, and returns their end when they are not finished yet. */
        @Nullable CompletableFuture<@Nullable Void> routes() {
            List<Handler> now = defer(find(routes, context));
            if (matched > 0) {
                allHandedOver();
            }
            return all(now);
        }

        /** What is to be done when nobody wanted it. */
        CompletableFuture<Dispatched> fallbacks() {
            if (matched > 0) {
                return CompletableFuture.completedFuture(result());
            }
            List<Handler> now = defer(find(fallbacks, context));
            allHandedOver();
            CompletableFuture<@Nullable Void> pending = all(now);
            return pending == null ? CompletableFuture.completedFuture(result()) : pending.thenApply(done -> result());
        }

        /** Where one handler wants the message, no fallback will. */
        private void allHandedOver() {
            if (!handedOver) {
                handedOver = true;
                deferral.complete();
            }
        }

        Dispatched result() {
            return new Dispatched(matched, List.copyOf(failures));
        }

        /** Hands over what runs from the inbox, and returns what runs now. */
        List<Handler> defer(List<Handler> handlers) {
            if (!isAnyDeferred(handlers)) {
                return handlers;
            }
            List<Handler> later = new ArrayList<>();
            List<Handler> now = new ArrayList<>();
            for (Handler handler : handlers) {
                if (handler.inbox() == null) {
                    now.add(handler);
                } else if (isWanted(handler)) {
                    later.add(handler);
                }
            }
            if (!later.isEmpty()) {
                deferral.defer(later.stream()
                        .map(handler -> deferred.get(handler.id()))
                        .toList());
                later.forEach(handler -> progress.succeeded(handler, null));
            }
            return now;
        }

        private static boolean isAnyDeferred(List<Handler> handlers) {
            for (Handler handler : handlers) {
                if (handler.inbox() != null) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a handler that runs later matches and was not handed over before. */
        private boolean isWanted(Handler handler) {
            matched++;
            if (progress.hasSucceeded(handler)) {
                return false;
            }
            HandlerTimeouts.Call limit = begin(handler);
            try {
                if (handler.invocation().prepare(context) != null) {
                    return true;
                }
                matched--;
            } catch (Throwable ex) {
                finish(handler, watch(handler), null, limit.failure(ex));
            } finally {
                limit.end();
            }
            return false;
        }

        /** Runs handlers, and returns their end when they are not finished yet. */
        @Nullable CompletableFuture<@Nullable Void> all(List<Handler> handlers) {
            for (int i = 0; i < handlers.size(); i++) {
                CompletableFuture<@Nullable Void> pending = start(handlers.get(i));
                if (pending != null) {
                    List<Handler> rest = handlers.subList(i + 1, handlers.size());
                    return pending.thenCompose(ignored -> {
                        CompletableFuture<@Nullable Void> further = all(rest);
                        return further == null ? CompletableFuture.completedFuture(null) : further;
                    });
                }
            }
            return null;
        }

        /** Runs one handler, and returns its end when it is not finished yet. */
        private @Nullable CompletableFuture<@Nullable Void> start(Handler handler) {
            matched++;
            if (progress.hasSucceeded(handler)) {
                allHandedOver();
                return null;
            }
            HandlerTimeouts.Call limit = begin(handler);
            try {
                return start(handler, limit);
            } finally {
                limit.end();
            }
        }

        private @Nullable CompletableFuture<@Nullable Void> start(Handler handler, HandlerTimeouts.Call limit) {
            @Nullable Object @Nullable [] arguments;
            try {
                arguments = handler.invocation().prepare(context);
            } catch (Throwable ex) {
                finish(handler, watch(handler), null, limit.failure(ex));
                return null;
            }
            if (arguments == null) {
                matched--;
                return null;
            }
            allHandedOver();
            return call(handler, arguments, limit);
        }

        private @Nullable CompletableFuture<@Nullable Void> call(
                Handler handler, @Nullable Object[] arguments, HandlerTimeouts.Call limit) {
            HandlerWatch watch = watch(handler);
            Object result = null;
            Throwable failure = null;
            Scope scope = watch.open();
            try {
                result = handler.invocation().call(arguments);
            } catch (Throwable ex) {
                failure = limit.failure(ex);
            } finally {
                scope.close();
                limit.end();
            }
            if (result instanceof CompletionStage<?> stage) {
                return timeouts.limit(limit, stage)
                        .handleAsync((value, error) -> finish(handler, watch, value, error), executor);
            }
            finish(handler, watch, result, failure);
            return null;
        }

        private HandlerTimeouts.Call begin(Handler handler) {
            HandlerTimeouts.Call limit = timeouts.begin(handler.id());
            limit.onHang(() -> calls.hangs(handler.id()));
            return limit;
        }

        private HandlerWatch watch(Handler handler) {
            return calls.begin(handler.id());
        }

        private @Nullable Void finish(
                Handler handler, HandlerWatch watch, @Nullable Object result, @Nullable Throwable error) {
            Throwable failure = error == null ? succeed(handler, result) : causeOf(error);
            if (failure != null) {
                failures.add(new HandlerFailure(handler.id(), failure));
            }
            watch.end(failure);
            return null;
        }

        /** What is wrong with the result, or null. */
        private @Nullable Throwable succeed(Handler handler, @Nullable Object result) {
            try {
                progress.succeeded(handler, Results.reply(result));
                return null;
            } catch (RuntimeException ex) {
                return ex;
            }
        }

        private static Throwable causeOf(Throwable error) {
            return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        }
    }
}
