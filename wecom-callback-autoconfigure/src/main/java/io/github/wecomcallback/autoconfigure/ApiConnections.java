// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.net.http.HttpClient;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.ClassUtils;

/** Makes connections to the platform that give up after certain times. */
@FunctionalInterface
interface ApiConnections {

    ClientHttpRequestFactory with(Duration connectTimeout, Duration readTimeout);

    /** As Boot makes them where it has the module for it, else as the JDK does. */
    static ApiConnections of(ConfigurableListableBeanFactory beans) {
        return ClassUtils.isPresent(
                        "org.springframework.boot.http.client.HttpClientSettings", beans.getBeanClassLoader())
                ? new Boots(beans)
                : new Jdks();
    }

    /** Proxies, TLS and whatever else is set up for all clients is for us as well. */
    @RequiredArgsConstructor
    final class Boots implements ApiConnections {

        private final BeanFactory beans;

        @Override
        public ClientHttpRequestFactory with(Duration connectTimeout, Duration readTimeout) {
            ObjectProvider<ClientHttpRequestFactoryBuilder<?>> builders =
                    beans.getBeanProvider(new ParameterizedTypeReference<>() {});
            HttpClientSettings settings =
                    beans.getBeanProvider(HttpClientSettings.class).getIfUnique(HttpClientSettings::defaults);
            return builders.getIfUnique(ClientHttpRequestFactoryBuilder::detect)
                    .build(settings.withTimeouts(connectTimeout, readTimeout));
        }
    }

    /** With the proxy that system properties name, if they do. */
    final class Jdks implements ApiConnections {

        @Override
        public ClientHttpRequestFactory with(Duration connectTimeout, Duration readTimeout) {
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(connectTimeout)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
            factory.setReadTimeout(readTimeout);
            return factory;
        }
    }
}
