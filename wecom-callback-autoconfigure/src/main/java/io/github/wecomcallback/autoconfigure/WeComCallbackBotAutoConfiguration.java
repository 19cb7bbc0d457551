// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.bot.BotMedia;
import io.github.wecomcallback.bot.BotResponder;
import io.github.wecomcallback.bot.BotStreams;
import io.github.wecomcallback.bot.RedisStreamStore;
import io.github.wecomcallback.bot.SteadyClock;
import io.github.wecomcallback.bot.StreamPolls;
import io.github.wecomcallback.bot.StreamStatistics;
import io.github.wecomcallback.bot.StreamStore;
import io.github.wecomcallback.delivery.PayloadCipher;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;

/** What AI bots need beside their handlers. There is no thread of it before the first stream. */
@AutoConfiguration(
        before = WeComCallbackAutoConfiguration.class,
        after = {WeComCallbackApiAutoConfiguration.class, WeComCallbackStorageAutoConfiguration.class},
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnWeComCallback
@EnableConfigurationProperties(WeComCallbackProperties.class)
public final class WeComCallbackBotAutoConfiguration {

    private static final String PREFIX = "wecom-stream-";

    private final WeComCallbackProperties properties;

    WeComCallbackBotAutoConfiguration(WeComCallbackProperties properties) {
        SettingsCheck.check(properties);
        this.properties = properties;
    }

    @Bean
    @ConditionalOnMissingBean
    StreamStatistics weComStreamStatistics() {
        return new StreamStatistics();
    }

    @Bean
    @ConditionalOnMissingBean
    BotStreams weComBotStreams(
            StreamStatistics statistics,
            ObjectProvider<StreamStore> store,
            Environment environment,
            ObjectProvider<TaskDecorator> decorators) {
        WeComCallbackProperties.Stream stream = properties.getBot().getStream();
        Workers workers = Workers.of(
                PREFIX,
                pool -> {
                    // As many as there are streams; what waits for a thread would be a stream that says nothing.
                    pool.setCorePoolSize(0);
                    pool.setMaxPoolSize(stream.getMaxOpen());
                    pool.setQueueCapacity(0);
                },
                environment,
                decorators);
        return new BotStreams(
                stream.toSettings(),
                statistics,
                store.getIfAvailable(),
                workers.threads(),
                workers.shutdown(),
                new SteadyClock());
    }

    /** Last, so that it answers what the application's own let through. */
    @Bean
    @ConditionalOnMissingBean
    @Order(Ordered.LOWEST_PRECEDENCE)
    StreamPolls weComStreamPolls(BotStreams streams) {
        return new StreamPolls(streams, Clock.systemUTC());
    }

    /** Made when somebody asks for it: most applications have no bot. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    BotResponder weComBotResponder(ConfigurableListableBeanFactory beans) {
        return new BotResponder(client(beans, BotRestClient::forResponses), Clock.systemUTC());
    }

    /** See {@link #weComBotResponder}. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    BotMedia weComBotMedia(ConfigurableListableBeanFactory beans) {
        return new BotMedia(client(beans, BotRestClient::forMedia));
    }

    /** Made when it is needed: it has threads. */
    private Supplier<RestClient> client(
            ConfigurableListableBeanFactory beans, Function<BotRestClient, RestClient> purpose) {
        return SingletonSupplier.of(() -> purpose.apply(new BotRestClient(properties, ApiConnections.of(beans))));
    }

    /** Where the redelivery guard is in Redis, so are the streams. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.GuardInRedis.class)
    @ConditionalOnBean(RedisStorage.class)
    static class Redis {

        @Bean
        @ConditionalOnMissingBean
        StreamStore weComStreamStore(RedisStorage redis, ObjectProvider<PayloadCipher> cipher) {
            return new RedisStreamStore(redis.connections(), cipher.getIfAvailable());
        }
    }
}
