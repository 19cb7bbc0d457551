// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import java.io.StringReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.TaskExecutor;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.ObjectMapper;

/** What the application finds when it looks around: in the JVM, among its beans, in its cache. */
final class Surroundings {

    private Surroundings() {}

    static void write(ApplicationContext context, Transcript transcript) {
        stax(transcript);
        beans(context, transcript);
        context.getBeanProvider(CachedThings.class).ifAvailable(cached -> {
            transcript.add(
                    "cached", () -> List.of(cached.later().get(), cached.later().get(), cached.calls()));
            transcript.add("nothing cached", () -> cached.nothing() + ", " + cached.nothing() + ", " + cached.calls());
        });
    }

    private static void stax(Transcript transcript) {
        transcript.add("XMLInputFactory", () -> XMLInputFactory.newInstance().getClass());
        transcript.add("XMLOutputFactory", () -> XMLOutputFactory.newInstance().getClass());
        transcript.add("XMLEventFactory", () -> XMLEventFactory.newInstance().getClass());
        transcript.add("a hardened one", () -> {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return events(factory);
        });
        transcript.add("events", () -> events(XMLInputFactory.newInstance()));
    }

    private static List<String> events(XMLInputFactory factory) throws XMLStreamException {
        XMLStreamReader reader =
                factory.createXMLStreamReader(new StringReader("<a>x<![CDATA[y]]>&lt;<b/> <!-- c --></a>"));
        List<String> events = new ArrayList<>();
        while (reader.hasNext()) {
            events.add(reader.next() + (reader.hasText() ? reader.getText() : ""));
        }
        return events;
    }

    private static void beans(ApplicationContext context, Transcript transcript) {
        Stream.of(
                        ObjectMapper.class,
                        HttpMessageConverter.class,
                        Executor.class,
                        TaskExecutor.class,
                        TaskScheduler.class,
                        Clock.class,
                        RestTemplate.class,
                        CacheManager.class)
                .forEach(type -> transcript.add(
                        "beans of type " + type.getSimpleName(),
                        () -> Stream.of(context.getBeanNamesForType(type))
                                .map(name -> name + " " + context.getType(name))
                                .sorted()
                                .toList()));
        transcript.add(
                "converters of endpoints",
                () -> context.getBean(RequestMappingHandlerAdapter.class).getMessageConverters().stream()
                        .map(converter -> converter.getClass().getName() + converter.getSupportedMediaTypes())
                        .toList());
    }
}
