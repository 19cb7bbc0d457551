// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
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
@Conditional(OnSetting.NoMvcXml.class)
public final class HostXmlAutoConfiguration {

    private static final String BOOTS_CONVERTERS =
            "JacksonHttpMessageConvertersConfiguration$JacksonXmlHttpMessageConverterConfiguration";
    private static final String BOOTS_MAPPERS = "JacksonAutoConfiguration$XmlConfiguration";

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = "weComServerWithoutXml")
    ServerHttpMessageConvertersCustomizer weComServerWithoutXml() {
        return HostXmlAutoConfiguration::withoutXml;
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = "weComClientWithoutXml")
    ClientHttpMessageConvertersCustomizer weComClientWithoutXml() {
        return HostXmlAutoConfiguration::withoutXml;
    }

    /**
     * Boot would make its XML mapper at each start, for a converter that is taken out again. This way it waits until the
     * application asks for it, if ever.
     */
    @Bean
    static BeanDefinitionRegistryPostProcessor weComXmlMapperOnDemand() {
        return HostXmlAutoConfiguration::onDemand;
    }

    private static void onDemand(BeanDefinitionRegistry registry) {
        for (String name : registry.getBeanDefinitionNames()) {
            BeanDefinition bean = registry.getBeanDefinition(name);
            String factory = Objects.requireNonNullElse(bean.getFactoryBeanName(), "");
            if (factory.endsWith(BOOTS_CONVERTERS)) {
                registry.removeBeanDefinition(name);
            } else if (factory.endsWith(BOOTS_MAPPERS)) {
                bean.setLazyInit(true);
            }
        }
    }

    private static void withoutXml(HttpMessageConverters.Builder<?> converters) {
        // Something has to be in its place: Spring would make one of its own.
        ByteArrayHttpMessageConverter placeholder = new ByteArrayHttpMessageConverter();
        placeholder.setSupportedMediaTypes(List.of(MediaType.TEXT_XML));
        converters.withXmlConverter(placeholder);
        converters.configureMessageConvertersList(list -> list.removeIf(
                converter -> converter == placeholder || converter.getClass() == JacksonXmlHttpMessageConverter.class));
    }
}
