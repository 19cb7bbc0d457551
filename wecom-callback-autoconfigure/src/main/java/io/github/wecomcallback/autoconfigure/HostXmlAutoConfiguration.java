// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.xml.JacksonXmlHttpMessageConverter;

/**
 * Keeps the application's own endpoints and clients as they were: Jackson's XML, which this library brings along, would
 * make them answer XML to every browser and ask for it as clients. An application that wants it says {@code
 * wecom.callback.mvc-xml=true}, or has a converter of its own.
 */
@AutoConfiguration
@ConditionalOnClass({ServerHttpMessageConvertersCustomizer.class, JacksonXmlHttpMessageConverter.class})
@ConditionalOnMissingBean(JacksonXmlHttpMessageConverter.class)
@ConditionalOnBooleanProperty(name = "wecom.callback.mvc-xml", havingValue = false, matchIfMissing = true)
public final class HostXmlAutoConfiguration {

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = "weComServerWithoutXml")
    ServerHttpMessageConvertersCustomizer weComServerWithoutXml() {
        return HostXmlAutoConfiguration::withoutXml;
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = "weComClientWithoutXml")
    ClientHttpMessageConvertersCustomizer weComClientWithoutXml() {
        return HostXmlAutoConfiguration::withoutXml;
    }

    private static void withoutXml(HttpMessageConverters.Builder<?> converters) {
        converters.configureMessageConvertersList(
                list -> list.removeIf(converter -> converter.getClass() == JacksonXmlHttpMessageConverter.class));
    }
}
