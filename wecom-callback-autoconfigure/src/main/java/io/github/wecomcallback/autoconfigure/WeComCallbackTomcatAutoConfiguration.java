// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.web.ClosingValve;
import org.apache.catalina.Valve;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Lets Tomcat, where it is the server, close connections on which callbacks drip. Other requests do not notice. */
@AutoConfiguration(after = WeComCallbackAutoConfiguration.class)
@ConditionalOnWeComCallback
@ConditionalOnClass({Valve.class, ConfigurableTomcatWebServerFactory.class})
public final class WeComCallbackTomcatAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "weComCallbackTomcatCustomizer")
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> weComCallbackTomcatCustomizer() {
        return factory -> factory.addEngineValves(new ClosingValve());
    }
}
