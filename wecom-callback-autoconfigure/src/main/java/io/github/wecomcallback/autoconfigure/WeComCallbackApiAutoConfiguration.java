// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.api.AccessTokenProvider;
import io.github.wecomcallback.api.AccessTokenStore;
import io.github.wecomcallback.api.CorpAccessTokens;
import io.github.wecomcallback.api.RedisAccessTokenStore;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.delivery.PayloadCipher;
import io.micrometer.observation.ObservationRegistry;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** What calls the platform. Nothing of it is made before something needs it. */
@AutoConfiguration(
        before = WeComCallbackAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
        })
@ConditionalOnWeComCallback
@EnableConfigurationProperties(WeComCallbackProperties.class)
public final class WeComCallbackApiAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    AccessTokenProvider weComAccessTokens(
            ApiRestClient http, ObjectProvider<AccessTokenStore> store, WeComCallbackProperties properties) {
        return new CorpAccessTokens(http.create(properties.getApi()), store.getIfAvailable(), Clock.systemUTC());
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    WeComApi weComApi(ApiRestClient http, AccessTokenProvider tokens, WeComCallbackProperties properties) {
        return new WeComApi(http.create(properties.getApi()), tokens);
    }

    /** Where Boot's HTTP clients are: proxies, TLS and whatever else is set up for them is for us as well. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HttpClientSettings.class)
    static class BootsClient {

        @Bean
        @Lazy
        @ConditionalOnMissingBean
        ApiRestClient weComApiRestClient(
                ObjectProvider<RestClient.Builder> builders,
                ObjectProvider<ObservationRegistry> observations,
                ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factories,
                ObjectProvider<HttpClientSettings> settings) {
            return new ApiRestClient(
                    builders,
                    observations,
                    (connectTimeout, readTimeout) -> factories
                            .getIfUnique(ClientHttpRequestFactoryBuilder::detect)
                            .build(settings.getIfUnique(HttpClientSettings::defaults)
                                    .withTimeouts(connectTimeout, readTimeout)));
        }
    }

    /** Else the JDK's will do: most applications only receive, and need not start what they never use. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("org.springframework.boot.http.client.HttpClientSettings")
    static class JdksClient {

        @Bean
        @Lazy
        @ConditionalOnMissingBean
        ApiRestClient weComApiRestClient(
                ObjectProvider<RestClient.Builder> builders, ObjectProvider<ObservationRegistry> observations) {
            return new ApiRestClient(builders, observations, JdksClient::connections);
        }

        private static ClientHttpRequestFactory connections(Duration connectTimeout, Duration readTimeout) {
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(connectTimeout)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
            factory.setReadTimeout(readTimeout);
            return factory;
        }
    }

    /** Where the application has nodes that share a Redis already. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSharedRedis.class)
    @ConditionalOnClass(RedisConnectionFactory.class)
    static class Shared {

        @Bean
        @Lazy
        @ConditionalOnMissingBean
        AccessTokenStore weComAccessTokenStore(
                ObjectProvider<RedisConnectionFactory> connections, ObjectProvider<PayloadCipher> cipher) {
            RedisConnectionFactory redis = OneBean.of(
                    connections,
                    "RedisConnectionFactory",
                    "wecom.callback.guard.store=redis or wecom.callback.kf.store=redis",
                    "Add the dependency org.springframework.boot:spring-boot-starter-data-redis, or define such a bean.");
            return new RedisAccessTokenStore(redis, cipher.getIfAvailable(), Clock.systemUTC());
        }
    }
}
