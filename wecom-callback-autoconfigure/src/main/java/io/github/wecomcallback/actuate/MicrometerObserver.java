// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.exchange.CallbackObserver;
import io.github.wecomcallback.exchange.CallbackWatch;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Scope;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Makes Micrometer observations of callbacks and calls of handlers, and with them timers and traces. A handler that runs
 * while the platform waits is part of its callback, on whichever thread; one from the inbox stands for itself.
 */
@RequiredArgsConstructor
public final class MicrometerObserver implements CallbackObserver {

    private static final CallbackObservationConvention CALLBACKS = new DefaultCallbackObservationConvention();
    private static final HandlerObservationConvention HANDLERS = new DefaultHandlerObservationConvention();

    private final ObservationRegistry registry;

    /** The application's, or null for the default. */
    private final @Nullable CallbackObservationConvention callbacks;

    /** The application's, or null for the default. */
    private final @Nullable HandlerObservationConvention handlers;

    @Override
    public @Nullable CallbackWatch callback(CallbackContext context, String message) {
        if (registry.isNoop()) {
            return null;
        }
        var observed = new CallbackObservationContext(context, message);
        Observation observation = CallbackObservationDocumentation.CALLBACK
                .observation(callbacks, CALLBACKS, () -> observed, registry)
                .start();
        return new Callback(observation, observed);
    }

    @Override
    public @Nullable HandlerWatch fromInbox(CallbackContext context, String message, String handler) {
        if (registry.isNoop()) {
            return null;
        }
        return handler(new HandlerObservationContext(context, message, handler, true), null);
    }

    private HandlerWatch handler(HandlerObservationContext observed, @Nullable Observation parent) {
        Observation observation =
                CallbackObservationDocumentation.HANDLER.observation(handlers, HANDLERS, () -> observed, registry);
        if (parent != null && !parent.isNoop()) {
            observation.parentObservation(parent);
        }
        return new Handler(observation.start(), observed);
    }

    @RequiredArgsConstructor
    private final class Callback implements CallbackWatch {

        private final Observation observation;
        private final CallbackObservationContext observed;

        @Override
        public Scope open() {
            // What has stopped cannot be opened again: handlers of a callback that was answered late stand for
            // themselves.
            return observed.getStatus() == null ? observation.openScope()::close : Scope.NONE;
        }

        @Override
        public HandlerWatch handler(String handler) {
            var call = new HandlerObservationContext(observed.getCallback(), observed.getMessage(), handler, false);
            return MicrometerObserver.this.handler(call, observation);
        }

        @Override
        public void end(Outcome.Status status, boolean redelivery) {
            observed.ended(status, redelivery);
            observation.stop();
        }
    }

    private record Handler(Observation observation, HandlerObservationContext observed) implements HandlerWatch {

        @Override
        public Scope open() {
            return observation.openScope()::close;
        }

        @Override
        public void end(@Nullable Throwable failure) {
            if (failure != null) {
                observation.error(failure);
            }
            observed.ended();
            observation.stop();
        }
    }
}
