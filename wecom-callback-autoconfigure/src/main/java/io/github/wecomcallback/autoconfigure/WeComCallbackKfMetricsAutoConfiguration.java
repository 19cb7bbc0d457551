// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.actuate.KfMetrics;
import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.kf.KfStatistics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters of customer service, where there is Micrometer to show them. */
@AutoConfiguration(after = WeComCallbackKfAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(KfMonitor.class)
public final class WeComCallbackKfMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    KfMetrics weComKfMetrics(KfStatistics statistics, KfMonitor monitor) {
        return new KfMetrics(statistics, monitor);
    }
}
