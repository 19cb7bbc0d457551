// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.delivery.InboxStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Binds the inbox to Micrometer: what this node did, and how the inbox stands over all nodes. While the database does not
 * tell, the latter is not a number.
 */
@RequiredArgsConstructor
public final class InboxMetrics implements MeterBinder {

    private final InboxStatistics statistics;
    private final InboxMonitor monitor;

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
        gauge(
                registry,
                "waiting",
                "Messages to be handled, for each of their handlers, over all nodes",
                monitor -> monitor.overview().waiting());
        gauge(
                registry,
                "dead",
                "Dead letters, over all nodes",
                monitor -> monitor.overview().dead());
        time(
                registry,
                "age",
                "How long ago the oldest message arrived that is to be handled, over all nodes",
                InboxMonitor::age);
        time(registry, "clock.ahead", "How far this node's clock is ahead of the database's", InboxMonitor::clockAhead);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<InboxMonitor> value) {
        Gauge.builder("wecom.callback.inbox." + name, monitor, unlessUnknown(value))
                .description(description)
                .register(registry);
    }

    private void time(
            MeterRegistry registry, String name, String description, Function<InboxMonitor, @Nullable Duration> value) {
        ToDoubleFunction<InboxMonitor> millis = monitor -> {
            Duration time = value.apply(monitor);
            return time == null ? Double.NaN : time.toMillis();
        };
        TimeGauge.builder("wecom.callback.inbox." + name, monitor, TimeUnit.MILLISECONDS, unlessUnknown(millis))
                .description(description)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<InboxStatistics> count) {
        FunctionCounter.builder("wecom.callback.inbox." + name, statistics, count)
                .description(description)
                .register(registry);
    }

    private static ToDoubleFunction<InboxMonitor> unlessUnknown(ToDoubleFunction<InboxMonitor> value) {
        return monitor -> {
            try {
                return value.applyAsDouble(monitor);
            } catch (RuntimeException ex) {
                return Double.NaN;
            }
        };
    }
}
