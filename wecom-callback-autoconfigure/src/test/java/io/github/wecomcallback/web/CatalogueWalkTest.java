// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.handler.WeComHandler;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.Catalogue.Entry;
import io.github.wecomcallback.support.PresentTime;
import io.github.wecomcallback.support.Urls;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.AnnotationMetadata;

/** Every payload of the catalogue, encrypted and over HTTP, to a handler that is typed with its record. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CatalogueWalkTest {

    private static final Logger log = LoggerFactory.getLogger(CatalogueWalkTest.class);
    private static final BlockingQueue<WeComMessage> RECEIVED = new LinkedBlockingQueue<>();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void every_payload_reaches_a_handler_that_is_typed_with_its_record() throws Exception {
        List<Entry> entries = Catalogue.entries().toList();

        int arrived = 0;
        for (Entry entry : entries) {
            AccountKind kind = Urls.kindOf(entry.account());
            HttpResponse<String> response = post(kind, Urls.deliver(kind, entry.plaintext()));

            assertThat(response.statusCode()).as(entry.id()).isEqualTo(200);
            assertThat(response.body()).as(entry.id()).isEqualTo(kind.acknowledgement());
            // Answered, so handled: the request waits for its handlers.
            assertThat(RECEIVED).as(entry.id()).hasSize(1);
            WeComMessage expected =
                    Payload.of(PresentTime.of(entry.plaintext())).typed();
            assertThat(expected).as(entry.id()).isInstanceOf(Record.class);
            assertThat(RECEIVED.remove()).as(entry.id()).isEqualTo(expected);
            arrived++;
        }

        log.info("Catalogue walk: {} of {} payloads reached their typed handlers", arrived, entries.size());
        assertThat(arrived).isEqualTo(346);
    }

    private HttpResponse<String> post(AccountKind kind, Delivery delivery) throws Exception {
        URI uri = URI.create(
                "http://localhost:" + port + "/wecom/callback/" + kind.name() + "?" + delivery.queryString());
        return client.send(
                HttpRequest.newBuilder(uri)
                        .POST(BodyPublishers.ofString(delivery.body()))
                        .build(),
                BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OneHandlerPerRecord.class)
    static class App {

        @Bean
        AccountRepository accounts() {
            return AccountRepository.of(List.of(Urls.accounts()));
        }
    }

    /** A handler bean for each record, as if each had been written by hand. */
    static class OneHandlerPerRecord implements ImportBeanDefinitionRegistrar {

        @Override
        public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
            for (Class<? extends Record> type : MessageTypes.records()) {
                RootBeanDefinition handler = new RootBeanDefinition();
                handler.setTargetType(ResolvableType.forClassWithGenerics(WeComHandler.class, type));
                handler.setInstanceSupplier(OneHandlerPerRecord::handler);
                registry.registerBeanDefinition("handler of " + type.getName(), handler);
            }
        }

        private static WeComHandler<WeComMessage> handler() {
            return (message, context) -> {
                RECEIVED.add(message);
                return null;
            };
        }
    }
}
