// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.handler.HandlerTimeouts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import lombok.RequiredArgsConstructor;

/** Binds to Micrometer which handlers took too long, and how many threads they hold. */
@RequiredArgsConstructor
public final class HandlerTimeoutMetrics implements MeterBinder {

    private final HandlerTimeouts timeouts;

    /** {@code inline} or {@code inbox}. */
    private final String delivery;

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("wecom.callback.handler.hanging", timeouts, HandlerTimeouts::countHanging)
                .tag("delivery", delivery)
                .description("Threads in a handler that has not returned in time, although it was interrupted")
                .register(registry);
        timeouts.onTimeout(handler -> Counter.builder("wecom.callback.handler.timeouts")
                .tag("handler", handler)
                .tag("delivery", delivery)
                .description("Calls of handlers that did not come to their end in time")
                .register(registry)
                .increment());
    }
}
