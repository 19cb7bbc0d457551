// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * All observers as one, from which the callback is safe: one that fails is logged and passed over. Without observers
 * nothing is done at all. Thread-safe.
 */
@Slf4j
public final class CallbackObservers {

    /** There are none. */
    public static final CallbackObservers NONE = new CallbackObservers(List.of());

    private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();
    private final List<CallbackObserver> observers;

    /** Composes observers, the first outermost. */
    public CallbackObservers(List<CallbackObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    CallbackWatch callback(CallbackContext context, MessageKey key) {
        if (observers.isEmpty()) {
            return CallbackWatch.NONE;
        }
        String message = key.toString();
        List<CallbackWatch> watches = each(observers, observer -> observer.callback(context, message));
        return watches.isEmpty() ? CallbackWatch.NONE : new CallbackWatches(watches);
    }

    /**
     * Begins to watch a handler that runs from the inbox.
     *
     * @param context the callback
     * @param digest the digest of the message's key
     * @param handler the handler's name
     */
    public HandlerWatch fromInbox(CallbackContext context, String digest, String handler) {
        if (observers.isEmpty()) {
            return HandlerWatch.NONE;
        }
        String message = MessageKey.abbreviate(digest);
        return handler(each(observers, observer -> observer.fromInbox(context, message, handler)));
    }

    private HandlerWatch handler(List<HandlerWatch> watches) {
        return watches.isEmpty() ? HandlerWatch.NONE : new HandlerWatches(watches);
    }

    private Scope open(List<Scope> scopes) {
        return scopes.isEmpty() ? Scope.NONE : () -> inReverse(scopes, Scope::close);
    }

    private <T, R> List<R> each(List<T> all, Function<T, @Nullable R> step) {
        List<R> results = new ArrayList<>(all.size());
        for (T one : all) {
            try {
                R result = step.apply(one);
                if (result != null) {
                    results.add(result);
                }
            } catch (RuntimeException | Error ex) {
                failed(one, ex);
            }
        }
        return results;
    }

    private <T> void inReverse(List<T> all, Consumer<T> step) {
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                step.accept(all.get(i));
            } catch (RuntimeException | Error ex) {
                failed(all.get(i), ex);
            }
        }
    }

    /** One that fails will do so with every callback, which need not fill the log. */
    private void failed(Object what, Throwable error) {
        if (failed.add(what.getClass())) {
            log.warn("{} failed, which harms no callback. Logged once; further ones at debug.", what.getClass(), error);
        } else {
            log.debug("{} failed", what.getClass(), error);
        }
    }

    private final class CallbackWatches implements CallbackWatch {

        private final List<CallbackWatch> all;

        CallbackWatches(List<CallbackWatch> all) {
            this.all = all;
        }

        @Override
        public Scope open() {
            return CallbackObservers.this.open(each(all, CallbackWatch::open));
        }

        @Override
        public HandlerWatch handler(String handler) {
            return CallbackObservers.this.handler(each(all, watch -> watch.handler(handler)));
        }

        @Override
        public void end(Outcome.Status status, boolean redelivery) {
            inReverse(all, watch -> watch.end(status, redelivery));
        }
    }

    private final class HandlerWatches implements HandlerWatch {

        private final List<HandlerWatch> all;

        HandlerWatches(List<HandlerWatch> all) {
            this.all = all;
        }

        @Override
        public Scope open() {
            return CallbackObservers.this.open(each(all, HandlerWatch::open));
        }

        @Override
        public void end(@Nullable Throwable failure) {
            inReverse(all, watch -> watch.end(failure));
        }
    }
}
