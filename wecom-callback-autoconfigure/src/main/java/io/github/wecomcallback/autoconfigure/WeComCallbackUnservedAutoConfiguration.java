// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Says in an application that cannot receive callbacks, but has settings for it, that it does not. It starts all the same: the
 * settings may be shared with one that does.
 */
@Slf4j
@AutoConfiguration
@Conditional(OnSetting.Enabled.class)
public final class WeComCallbackUnservedAutoConfiguration {

    private static final ConfigurationPropertyName SETTINGS =
            ConfigurationPropertyName.of(WeComCallbackProperties.PREFIX);

    /** On the reactive stack. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {

        Reactive(Environment environment) {
            say(
                    environment,
                    "this is a WebFlux application. It takes Spring MVC to receive them: let another application do so");
        }
    }

    /** Without a web server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnNotWebApplication
    static class NoWeb {

        NoWeb(Environment environment) {
            say(environment, "this is no web application. It takes Spring MVC and a web server to receive them");
        }
    }

    /** On the servlet stack, but without Spring MVC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnMissingClass("org.springframework.web.servlet.DispatcherServlet")
    static class NoMvc {

        NoMvc(Environment environment) {
            say(
                    environment,
                    "Spring MVC is not on the class path. Add the dependency"
                            + " org.springframework.boot:spring-boot-starter-webmvc to receive them");
        }
    }

    private static void say(Environment environment, String why) {
        if (isSet(environment)) {
            log.warn(
                    "{} is set, but no WeCom callback is received here: {}, or set {}.enabled=false",
                    SETTINGS,
                    why,
                    SETTINGS);
        }
    }

    private static boolean isSet(Environment environment) {
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source.containsDescendantOf(SETTINGS) == ConfigurationPropertyState.PRESENT) {
                return true;
            }
        }
        return false;
    }
}
