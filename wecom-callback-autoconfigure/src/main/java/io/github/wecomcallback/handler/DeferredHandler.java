// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.reply.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A handler that runs from the inbox, after its callback was acknowledged. Thread-safe. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class DeferredHandler {

    private final Handler handler;
    private final InboxTerms terms;

    /** Names it across restarts: bean, method and parameter types. */
    public String id() {
        return handler.id();
    }

    /** Whether messages of the same sender are handled one after the other. */
    public boolean isOrdered() {
        return terms.ordered();
    }

    /** How often and how soon it is tried again. */
    public Retry retry() {
        return terms.retry();
    }

    /**
     * Runs it, and waits for its stage where it returns one. Its condition is not asked again: it held when the callback
     * came.
     *
     * @param context the callback
     * @param watch watches the call; its scope is the caller's to open
     * @param timeouts how long it may take
     * @return the reply, or null for none
     * @throws Throwable what the handler threw, or that it took too long
     */
    public @Nullable Reply run(CallbackContext context, HandlerWatch watch, HandlerTimeouts timeouts) throws Throwable {
        Throwable failure = null;
        try {
            return run(context, timeouts);
        } catch (Throwable ex) {
            failure = ex;
            throw ex;
        } finally {
            watch.end(failure);
        }
    }

    private @Nullable Reply run(CallbackContext context, HandlerTimeouts timeouts) throws Throwable {
        HandlerTimeouts.Call call = timeouts.begin(id());
        Object result;
        try {
            result = handler.invocation().call(handler.invocation().argumentsFor(context));
        } catch (Throwable ex) {
            throw call.failure(ex);
        } finally {
            call.end();
        }
        if (result instanceof CompletionStage<?> stage) {
            result = await(timeouts.limit(call, stage));
        }
        return Results.reply(result);
    }

    private static @Nullable Object await(CompletableFuture<?> stage) throws Throwable {
        try {
            return stage.get();
        } catch (ExecutionException ex) {
            Throwable cause = ex.getCause();
            throw cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
