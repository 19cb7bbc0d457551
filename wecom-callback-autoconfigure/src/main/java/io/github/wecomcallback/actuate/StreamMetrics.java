// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.bot.StreamEnd;
import io.github.wecomcallback.bot.StreamStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import lombok.RequiredArgsConstructor;

/** Binds the counts of streaming replies to Micrometer. */
@RequiredArgsConstructor
public final class StreamMetrics implements MeterBinder {

    private final StreamStatistics statistics;

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("wecom.callback.streams.opened", statistics, StreamStatistics::countOpened)
                .description("Streaming replies that were begun")
                .register(registry);
        FunctionCounter.builder("wecom.callback.streams.refused", statistics, StreamStatistics::countRefused)
                .description("Streaming replies that there was no room for")
                .register(registry);
        for (StreamEnd end : StreamEnd.values()) {
            FunctionCounter.builder("wecom.callback.streams.ended", statistics, counts -> counts.count(end))
                    .tag("end", end.name().toLowerCase(Locale.ROOT))
                    .description("Streaming replies, by how they ended")
                    .register(registry);
        }
        Gauge.builder("wecom.callback.streams.open", statistics, StreamStatistics::countOpen)
                .description("Streaming replies whose sources are at work")
                .register(registry);
    }
}
