// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.exchange.CallbackProcessor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Sees that an application is made of what its settings ask for; there as well where callbacks are switched off. */
@AutoConfiguration(
        after = {
            WeComCallbackAutoConfiguration.class,
            WeComCallbackConsoleAutoConfiguration.class,
            WeComCallbackKfAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Import(DecidedSettings.Registrar.class)
public final class WeComCallbackSettingsAutoConfiguration {

    /** Where callbacks are received. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(CallbackProcessor.class)
    static class Receiving {

        @Bean
        static EnvironmentCheck weComEnvironmentCheck(Environment environment) {
            return new EnvironmentCheck(environment);
        }

        @Bean
        RequestedBeansCheck weComRequestedBeansCheck(ListableBeanFactory beans, WeComCallbackProperties properties) {
            return new RequestedBeansCheck(beans, properties);
        }

        @Bean
        UnusedAccountSettings weComUnusedAccountSettings(
                ConfigurableListableBeanFactory beans, WeComCallbackProperties properties) {
            return new UnusedAccountSettings(beans, properties);
        }

        @Bean
        UnusedWebFlux weComUnusedWebFlux(ListableBeanFactory beans) {
            return new UnusedWebFlux(beans);
        }
    }
}
