// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.reply.Reply;
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
     * @return the reply, or null for none
     * @throws Throwable what the handler threw
     */
    public @Nullable Reply run(CallbackContext context, HandlerWatch watch) throws Throwable {
        Throwable failure = null;
        try {
            return run(context);
        } catch (Throwable ex) {
            failure = ex;
            throw ex;
        } finally {
            watch.end(failure);
        }
    }

    private @Nullable Reply run(CallbackContext context) throws Throwable {
        Object result = handler.invocation().call(handler.invocation().argumentsFor(context));
        if (result instanceof CompletionStage<?> stage) {
            result = await(stage);
        }
        return Results.reply(result);
    }

    private static @Nullable Object await(CompletionStage<?> stage) throws Throwable {
        try {
            return stage.toCompletableFuture().get();
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
