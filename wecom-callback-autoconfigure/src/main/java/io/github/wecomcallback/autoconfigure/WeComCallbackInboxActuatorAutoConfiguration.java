// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.actuate.HandlerTimeoutMetrics;
import io.github.wecomcallback.actuate.InboxMetrics;
import io.github.wecomcallback.actuate.WeComInboxEndpoint;
import io.github.wecomcallback.delivery.DeadLetters;
import io.github.wecomcallback.delivery.InboxAssembly;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.delivery.InboxStatistics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows the inbox to operators, where the application has one and what it takes to show it. */
@AutoConfiguration(after = WeComCallbackInboxAutoConfiguration.class)
@ConditionalOnBean(InboxMonitor.class)
public final class WeComCallbackInboxActuatorAutoConfiguration {

    /** The endpoint {@code wecominbox}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    @ConditionalOnAvailableEndpoint(WeComInboxEndpoint.class)
    static class Endpoints {

        @Bean
        @ConditionalOnMissingBean
        WeComInboxEndpoint weComInboxEndpoint(InboxMonitor monitor, DeadLetters deadLetters) {
            return new WeComInboxEndpoint(monitor, deadLetters);
        }
    }

    /** Meters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Metrics {

        @Bean
        @ConditionalOnMissingBean
        InboxMetrics weComInboxMetrics(InboxStatistics statistics, InboxMonitor monitor) {
            return new InboxMetrics(statistics, monitor);
        }

        @Bean
        @ConditionalOnBean(InboxAssembly.class)
        @ConditionalOnMissingBean(name = "weComInboxTimeoutMetrics")
        HandlerTimeoutMetrics weComInboxTimeoutMetrics(InboxAssembly assembly) {
            return new HandlerTimeoutMetrics(assembly.timeouts(), "inbox");
        }
    }
}
