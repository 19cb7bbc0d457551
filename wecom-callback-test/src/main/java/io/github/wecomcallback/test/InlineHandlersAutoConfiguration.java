// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.autoconfigure.WeComCallbackAutoConfiguration;
import io.github.wecomcallback.handler.CallbackArgumentResolver;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerScanner;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Lets handlers of the inbox run before the answer, in a slice that has none. */
@AutoConfiguration(before = WeComCallbackAutoConfiguration.class)
@Conditional(InlineHandlersAutoConfiguration.WithoutInbox.class)
final class InlineHandlersAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    HandlerScanner weComHandlerScanner(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<CallbackArgumentResolver> resolvers,
            HandlerDispatcher dispatcher) {
        return HandlerScanner.inline(beans, resolvers.orderedStream().toList(), dispatcher);
    }

    /** Unless the test itself asks for one. */
    static final class WithoutInbox implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !Binder.get(context.getEnvironment())
                    .bind("wecom.callback.inbox.enabled", Boolean.class)
                    .orElse(false);
        }
    }
}
