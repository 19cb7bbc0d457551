// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.delivery.InboxOverview;
import io.github.wecomcallback.delivery.InboxStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import lombok.RequiredArgsConstructor;

/**
 * Binds the inbox to Micrometer: what this node did, and how the inbox stands over all nodes. While the database does not
 * tell, the latter is not a number.
 */
@RequiredArgsConstructor
public final class InboxMetrics implements MeterBinder {

    private final InboxStatistics statistics;
    private final InboxMonitor monitor;
    private final Clock clock;

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "stored", "Messages kept, for each of their handlers", InboxStatistics::countStored);
        counter(registry, "handled", "Handlers that succeeded", InboxStatistics::countHandled);
        counter(registry, "failed", "Handlers that failed, for the last time or not", InboxStatistics::countFailed);
        counter(registry, "died", "Messages that became dead letters", InboxStatistics::countDied);
        counter(
                registry,
                "unavailable",
                "Callbacks that could not be kept and are delivered again",
                InboxStatistics::countUnavailable);
        counter(
                registry,
                "rescheduled",
                "Messages that waited without being run until that was noticed, for each of their handlers",
                InboxStatistics::countRescheduled);
        Gauge.builder("wecom.callback.inbox.waiting", monitor, reading(InboxOverview::waiting))
                .description("Messages to be handled, for each of their handlers, over all nodes")
                .register(registry);
        Gauge.builder("wecom.callback.inbox.dead", monitor, reading(InboxOverview::dead))
                .description("Dead letters, over all nodes")
                .register(registry);
        TimeGauge.builder("wecom.callback.inbox.age", monitor, TimeUnit.MILLISECONDS, reading(this::age))
                .description("How long ago the oldest message arrived that is to be handled, over all nodes")
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<InboxStatistics> count) {
        FunctionCounter.builder("wecom.callback.inbox." + name, statistics, count)
                .description(description)
                .register(registry);
    }

    private double age(InboxOverview overview) {
        return overview.oldestWaiting() == null
                ? 0
                : Duration.between(overview.oldestWaiting(), clock.instant()).toMillis();
    }

    private static ToDoubleFunction<InboxMonitor> reading(ToDoubleFunction<InboxOverview> value) {
        return monitor -> {
            try {
                return value.applyAsDouble(monitor.overview());
            } catch (RuntimeException ex) {
                return Double.NaN;
            }
        };
    }
}
