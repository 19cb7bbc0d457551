// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.api.AccessTokenProvider;
import io.github.wecomcallback.api.AccessTokenStore;
import io.github.wecomcallback.api.CorpAccessTokens;
import io.github.wecomcallback.api.RedisAccessTokenStore;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.delivery.PayloadCipher;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What calls the platform. Nothing of it is made before something needs it. */
@AutoConfiguration(
        before = WeComCallbackAutoConfiguration.class,
        after = WeComCallbackStorageAutoConfiguration.class,
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnWeComCallback
@EnableConfigurationProperties(WeComCallbackProperties.class)
public final class WeComCallbackApiAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    ApiRestClient weComApiRestClient(
            ObjectProvider<ObservationRegistry> observations, ConfigurableListableBeanFactory beans) {
        return new ApiRestClient(observations, ApiConnections.of(beans));
    }

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

    /** Where the application has nodes that share a Redis already. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.Redis.class)
    @ConditionalOnBean(RedisStorage.class)
    static class Shared {

        @Bean
        @Lazy
        @ConditionalOnMissingBean
        AccessTokenStore weComAccessTokenStore(RedisStorage redis, ObjectProvider<PayloadCipher> cipher) {
            return new RedisAccessTokenStore(redis.connections(), cipher.getIfAvailable(), Clock.systemUTC());
        }
    }
}
