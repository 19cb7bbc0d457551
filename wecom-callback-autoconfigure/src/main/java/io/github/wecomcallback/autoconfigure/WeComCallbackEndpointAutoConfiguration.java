// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.actuate.WeComCallbackEndpoint;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.web.CallbackPaths;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code wecomcallback}, where the application has an actuator. */
@AutoConfiguration(after = WeComCallbackAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(CallbackProcessor.class)
@ConditionalOnAvailableEndpoint(WeComCallbackEndpoint.class)
public final class WeComCallbackEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    WeComCallbackEndpoint weComCallbackEndpoint(
            AccountRepository accounts,
            CallbackPaths paths,
            HandlerDispatcher handlers,
            CallbackStatistics statistics) {
        return new WeComCallbackEndpoint(accounts, paths, handlers, statistics);
    }
}
