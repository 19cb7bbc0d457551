// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.kf.KfStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import lombok.RequiredArgsConstructor;

/**
 * Binds customer service to Micrometer: what this node pulled, and how long something waits to be pulled by any node. While
 * the store does not tell, the latter is not a number.
 */
@RequiredArgsConstructor
public final class KfMetrics implements MeterBinder {

    private final KfStatistics statistics;
    private final KfMonitor monitor;

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "pulls", "Pages that were pulled", KfStatistics::pulls);
        counter(registry, "pulls.failed", "Pulls that broke off and are tried again", KfStatistics::failedPulls);
        counter(registry, "handled", "Messages that were handled", KfStatistics::handledMessages);
        counter(registry, "failed", "Tries to handle a message that failed", KfStatistics::failedTries);
        counter(registry, "given.up", "Messages passed after their last try", KfStatistics::givenUpMessages);
        counter(registry, "passed.over", "Messages too old or unreadable", KfStatistics::passedOverMessages);
        counter(registry, "replies", "Replies that were sent", KfStatistics::sentReplies);
        counter(registry, "replies.unsent", "Replies that can never be sent", KfStatistics::unsentReplies);
        TimeGauge.builder("wecom.callback.kf.lag", monitor, TimeUnit.MILLISECONDS, KfMetrics::lag)
                .description("How long something waits to be pulled, over all accounts and nodes")
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<KfStatistics> count) {
        FunctionCounter.builder("wecom.callback.kf." + name, statistics, count)
                .description(description)
                .register(registry);
    }

    private static double lag(KfMonitor monitor) {
        try {
            return monitor.overview().lag().toMillis();
        } catch (RuntimeException ex) {
            return Double.NaN;
        }
    }
}
