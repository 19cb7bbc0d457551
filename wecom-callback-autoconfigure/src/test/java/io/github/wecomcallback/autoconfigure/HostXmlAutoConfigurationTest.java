// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.xml.JacksonXmlHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.xml.XmlMapper;

class HostXmlAutoConfigurationTest {

    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    HostXmlAutoConfiguration.class,
                    WeComCallbackAutoConfiguration.class))
            .withPropertyValues(WeCom.properties())
            .withBean(Things.class);

    @Test
    void a_browser_still_gets_json_from_the_applications_endpoints() {
        runner.run(answers("application/json", "{\"name\":\"thing\"}"));
    }

    @Test
    void a_browser_gets_xml_where_the_application_asks_for_it() {
        runner.withPropertyValues("wecom.callback.mvc-xml=true")
                .run(answers("application/xhtml+xml", "<name>thing</name>"));
    }

    @Test
    void a_converter_of_the_applications_own_stays() {
        runner.withBean(JacksonXmlHttpMessageConverter.class, () -> new JacksonXmlHttpMessageConverter(new XmlMapper()))
                .run(answers("application/xhtml+xml", "<name>thing</name>"));
    }

    @Test
    void json_stays_json_with_the_starter_switched_off() {
        runner.withPropertyValues("wecom.callback.enabled=false")
                .run(answers("application/json", "{\"name\":\"thing\"}"));
    }

    @Test
    void clients_of_the_application_do_not_ask_for_xml() {
        runner.run(context -> {
            HttpMessageConverters.ClientBuilder builder =
                    HttpMessageConverters.forClient().registerDefaults();
            context.getBeanProvider(ClientHttpMessageConvertersCustomizer.class)
                    .orderedStream()
                    .forEach(customizer -> customizer.customize(builder));
            List<HttpMessageConverter<?>> converters = new ArrayList<>();
            builder.build().forEach(converters::add);

            assertThat(converters).isNotEmpty().noneMatch(JacksonXmlHttpMessageConverter.class::isInstance);
        });
    }

    @Test
    void a_mapper_that_the_application_injects_is_still_the_one_for_json() {
        runner.run(context -> assertThat(context.getBean(ObjectMapper.class)).isExactlyInstanceOf(JsonMapper.class));
    }

    @Test
    void boots_mapper_for_xml_is_made_for_who_asks_for_it_and_not_at_start() {
        runner.run(context -> {
            assertThat(context.getBeanFactory().containsSingleton("xmlMapper")).isFalse();
            assertThat(context.getBean(XmlMapper.class).readTree("<a><b>1</b></a>"))
                    .hasToString("{\"b\":\"1\"}");
        });
    }

    @Test
    void a_converter_that_the_application_sets_itself_stays() {
        runner.withBean(
                        ServerHttpMessageConvertersCustomizer.class,
                        () -> converters -> converters.withXmlConverter(new Theirs(new XmlMapper())))
                .run(answers("application/xhtml+xml", "<name>thing</name>"));
    }

    private static final class Theirs extends JacksonXmlHttpMessageConverter {

        Theirs(XmlMapper mapper) {
            super(mapper);
        }
    }

    private static ContextConsumer<AssertableWebApplicationContext> answers(String contentType, String body) {
        return context -> {
            var result = MockMvcTester.from(context)
                    .get()
                    .uri("/thing")
                    .header("Accept", BROWSER)
                    .exchange();

            assertThat(result.getResponse().getContentType()).startsWith(contentType);
            assertThat(result.getResponse().getContentAsString()).contains(body);
        };
    }

    @RestController
    static class Things {

        @GetMapping("/thing")
        Map<String, String> thing() {
            return Map.of("name", "thing");
        }
    }
}
