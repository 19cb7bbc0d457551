// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.actuate.WeComCallbackHealthIndicator;
import io.github.wecomcallback.bot.StreamStatistics;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerTimeouts;
import io.github.wecomcallback.kf.KfMonitor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Shows {@code weComCallback} in the health endpoint, where the application has one. */
@AutoConfiguration(after = WeComCallbackAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(CallbackProcessor.class)
@ConditionalOnEnabledHealthIndicator("we-com-callback")
public final class WeComCallbackHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "weComCallbackHealthIndicator")
    WeComCallbackHealthIndicator weComCallbackHealthIndicator(
            AccountRepository accounts,
            HandlerDispatcher handlers,
            CallbackStatistics statistics,
            HandlerTimeouts timeouts,
            WeComCallbackProperties properties,
            Environment environment,
            ObjectProvider<InboxMonitor> inbox,
            ObjectProvider<KfMonitor> kf,
            ObjectProvider<StreamStatistics> streams) {
        return new WeComCallbackHealthIndicator(
                accounts,
                handlers,
                statistics,
                timeouts,
                HandlerThreads.most(properties.getHandlers(), environment),
                inbox.getIfAvailable(),
                kf.getIfAvailable(),
                streams.getIfAvailable());
    }
}
