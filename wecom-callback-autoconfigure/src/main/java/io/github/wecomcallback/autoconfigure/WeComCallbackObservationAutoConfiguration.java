// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.actuate.CallbackObservationConvention;
import io.github.wecomcallback.actuate.HandlerObservationConvention;
import io.github.wecomcallback.actuate.MicrometerObserver;
import io.github.wecomcallback.message.MessageTypes;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/** Observes callbacks and handlers with Micrometer, where the application has a registry for it. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnWeComCallback
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class WeComCallbackObservationAutoConfiguration {

    /** The keys of each observation are taken from the records. Loading them takes a while, which is nobody's to wait for. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> weComMessageTypesLoader() {
        return event -> {
            Thread loader = new Thread(MessageTypes::load, "wecom-callback-types");
            loader.setDaemon(true);
            loader.start();
        };
    }

    @Bean
    @ConditionalOnMissingBean
    MicrometerObserver weComMicrometerObserver(
            ObservationRegistry registry,
            ObjectProvider<CallbackObservationConvention> callbacks,
            ObjectProvider<HandlerObservationConvention> handlers) {
        return new MicrometerObserver(registry, callbacks.getIfAvailable(), handlers.getIfAvailable());
    }
}
