// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.actuate.CallbackMetrics;
import io.github.wecomcallback.actuate.HandlerTimeoutMetrics;
import io.github.wecomcallback.actuate.StreamMetrics;
import io.github.wecomcallback.bot.StreamStatistics;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.handler.HandlerTimeouts;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Binds the counts to Micrometer, where the application has it. */
@AutoConfiguration(after = {WeComCallbackAutoConfiguration.class, WeComCallbackBotAutoConfiguration.class})
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean({CallbackStatistics.class, RedeliveryGuard.class})
public final class WeComCallbackMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CallbackMetrics weComCallbackMetrics(CallbackStatistics statistics, RedeliveryGuard guard) {
        return new CallbackMetrics(statistics, guard);
    }

    @Bean
    @ConditionalOnMissingBean(name = "weComHandlerTimeoutMetrics")
    HandlerTimeoutMetrics weComHandlerTimeoutMetrics(HandlerTimeouts timeouts) {
        return new HandlerTimeoutMetrics(timeouts, "inline");
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(StreamStatistics.class)
    StreamMetrics weComStreamMetrics(StreamStatistics statistics) {
        return new StreamMetrics(statistics);
    }
}
