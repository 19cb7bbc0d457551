// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.peer;

import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Platform.Sealed;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.CallbackStatistics;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The starter, configured by nothing but its three lines. */
public final class StarterPeer implements AutoCloseable {

    private static final Map<String, String> HEADERS = Map.of();

    private final ConfigurableApplicationContext context = SpringApplication.run(
            Application.class, Platform.settings("--server.port=0", "--spring.main.banner-mode=off"));
    private final CallbackProcessor processor = context.getBean(CallbackProcessor.class);

    /** The way from the bytes that came to the bytes that go. The request arrives now. */
    public byte[] receive(Sealed request) {
        Map<String, String> query = Map.of(
                "msg_signature", request.signature(), "timestamp", request.timestamp(), "nonce", request.nonce());
        CallbackResponse response = processor.receive(
                new CallbackRequest("default", query, HEADERS, request.body(), Instant.now()), late -> {});
        if (response == null || response.status() != 200) {
            throw new IllegalStateException("Not answered in time, or not with 200");
        }
        return response.body();
    }

    /** Fails when a message was not taken for a new one, because then its handlers did not run. */
    @Override
    public void close() {
        long redeliveries = context.getBean(CallbackStatistics.class).countRedeliveries();
        context.close();
        if (redeliveries > 0) {
            throw new IllegalStateException(redeliveries + " messages were taken for redeliveries");
        }
    }

    /** An application with the handlers and no database. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @Import(Handlers.class)
    static class Application {}
}
