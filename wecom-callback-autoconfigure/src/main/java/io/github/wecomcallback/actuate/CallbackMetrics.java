// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.Outcome.Status;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.exchange.Refusal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import lombok.RequiredArgsConstructor;

/** Binds the counts to Micrometer, with a bounded set of tags. */
@RequiredArgsConstructor
public final class CallbackMetrics implements MeterBinder {

    private final CallbackStatistics statistics;
    private final RedeliveryGuard guard;

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Status status : Status.values()) {
            FunctionCounter.builder("wecom.callback.deliveries", statistics, counts -> counts.count(status))
                    .tag("outcome", tag(status))
                    .description("Genuine deliveries, by how they ended")
                    .register(registry);
        }
        for (Refusal refusal : Refusal.values()) {
            FunctionCounter.builder("wecom.callback.refused", statistics, counts -> counts.count(refusal))
                    .tag("reason", tag(refusal))
                    .description("Requests that were not let in, by why")
                    .register(registry);
        }
        FunctionCounter.builder("wecom.callback.redeliveries", statistics, CallbackStatistics::countRedeliveries)
                .description("Deliveries that were answered with what another delivery of the message brought about")
                .register(registry);
        FunctionCounter.builder("wecom.callback.lost", statistics, CallbackStatistics::countLost)
                .description("Handlers that failed after their callback was acknowledged at its deadline")
                .register(registry);
        FunctionCounter.builder("wecom.callback.unknown", statistics, CallbackStatistics::countUnknown)
                .description("Messages that there is no typed record for")
                .register(registry);
        FunctionCounter.builder("wecom.callback.unmatched", statistics, CallbackStatistics::countUnmatched)
                .description("Messages that no handler wanted")
                .register(registry);
        Gauge.builder("wecom.callback.guard.size", guard, RedeliveryGuard::size)
                .description("Messages that are remembered to know their redeliveries")
                .register(registry);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
