// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.Scope;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message past observers and interceptors to its handlers and back, whether it came with a callback or was
 * pulled. Thread-safe.
 */
@Slf4j
public final class MessageHandling {

    private final List<CallbackInterceptor> interceptors;
    private final CallbackObservers observers;
    private final HandlerRuns runs;

    /**
     * @param interceptors what stands around the handlers, the first outermost
     * @param observers what looks on
     * @param runs the handlers
     */
    public MessageHandling(List<CallbackInterceptor> interceptors, CallbackObservers observers, HandlerRuns runs) {
        this.interceptors = List.copyOf(interceptors);
        this.observers = observers;
        this.runs = runs;
    }

    /**
     * Has a message handled.
     *
     * @param exchange the message
     * @param key tells it from all others
     * @param patience how long to wait for its handlers
     */
    public Outcome handle(CallbackExchange exchange, MessageKey key, Duration patience) {
        return handle(exchange, key, null, () -> patience, (outcome, delivery) -> outcome);
    }

    /** Whether a message may be acknowledged although its handlers are not done; then it is taken to be. */
    boolean acknowledge(MessageKey key) {
        return runs.acknowledge(key);
    }

    /**
     * Has a message handled and makes something of the outcome, while observers still look on.
     *
     * @param runner the calling thread, if handlers may run on it; else null
     * @param answer gets the outcome
     */
    <T> T handle(
            CallbackExchange exchange,
            MessageKey key,
            @Nullable Thread runner,
            Supplier<Duration> patience,
            BiFunction<Outcome, Delivery, T> answer) {
        Delivery delivery = new Delivery(key, observers.callback(exchange.context(), key), runner);
        Outcome.Status status = Outcome.Status.FAILED;
        Scope scope = delivery.open();
        try {
            Outcome outcome = pass(exchange, delivery, patience);
            status = outcome.status();
            return answer.apply(outcome, delivery);
        } finally {
            scope.close();
            delivery.end(status);
        }
    }

    private Outcome pass(CallbackExchange exchange, Delivery delivery, Supplier<Duration> patience) {
        try {
            Outcome outcome = chain(0, exchange, delivery, patience).proceed();
            return outcome.reply() == null ? outcome : runs.send(delivery, exchange, outcome, patience);
        } catch (Exception ex) {
            if (ex instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.error(
                    "An interceptor failed on {}; it will be delivered again, unless it was acknowledged at its deadline",
                    exchange.context(),
                    ex);
            return Outcome.failed();
        }
    }

    private CallbackInterceptor.Chain chain(
            int position, CallbackExchange exchange, Delivery delivery, Supplier<Duration> patience) {
        return position == interceptors.size()
                ? () -> runs.await(delivery, exchange, patience.get())
                : () -> intercept(
                        interceptors.get(position), exchange, chain(position + 1, exchange, delivery, patience));
    }

    private static Outcome intercept(
            CallbackInterceptor interceptor, CallbackExchange exchange, CallbackInterceptor.Chain rest)
            throws Exception {
        Outcome outcome = interceptor.intercept(exchange, rest);
        if (outcome == null) {
            throw new IllegalStateException(
                    "The interceptor " + interceptor.getClass().getName() + " returned null, which is no outcome");
        }
        return outcome;
    }
}
