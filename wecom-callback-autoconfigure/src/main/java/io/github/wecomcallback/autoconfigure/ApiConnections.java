// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.ClassUtils;

/** Makes connections that give up after certain times: without such a time a call may hang for ever. */
interface ApiConnections {

    /** Connections to the platform. */
    ClientHttpRequestFactory with(Duration connectTimeout, Duration readTimeout);

    /** Which certificates the application trusts, or null: those that the JVM trusts. */
    @Nullable SSLContext trust();

    /** As Boot makes them where it has the module for it, else as the JDK does. */
    static ApiConnections of(ConfigurableListableBeanFactory beans) {
        return ClassUtils.isPresent(
                        "org.springframework.boot.http.client.HttpClientSettings", beans.getBeanClassLoader())
                ? new Boots(beans)
                : new Jdks();
    }

    /** Proxies, TLS and whatever else is set up for all clients is for us as well, cookies aside. */
    @RequiredArgsConstructor
    final class Boots implements ApiConnections {

        private final BeanFactory beans;

        @Override
        public ClientHttpRequestFactory with(Duration connectTimeout, Duration readTimeout) {
            ObjectProvider<ClientHttpRequestFactoryBuilder<?>> builders =
                    beans.getBeanProvider(new ParameterizedTypeReference<>() {});
            return builders.getIfUnique(ClientHttpRequestFactoryBuilder::detect)
                    .build(settings()
                            .withTimeouts(connectTimeout, readTimeout)
                            .withCookieHandling(HttpCookieHandling.DISABLE));
        }

        @Override
        public @Nullable SSLContext trust() {
            SslBundle bundle = settings().sslBundle();
            return bundle == null ? null : trust(bundle);
        }

        /** Without the key by which the application is known. */
        private static SSLContext trust(SslBundle bundle) {
            try {
                SSLContext context = SSLContext.getInstance(bundle.getProtocol());
                context.init(null, bundle.getManagers().getTrustManagers(), null);
                return context;
            } catch (GeneralSecurityException ex) {
                throw new IllegalStateException("The SSL bundle of spring.http.clients.ssl.bundle cannot be used", ex);
            }
        }

        private HttpClientSettings settings() {
            return beans.getBeanProvider(HttpClientSettings.class).getIfUnique(HttpClientSettings::defaults);
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

        @Override
        public @Nullable SSLContext trust() {
            return null;
        }
    }
}
