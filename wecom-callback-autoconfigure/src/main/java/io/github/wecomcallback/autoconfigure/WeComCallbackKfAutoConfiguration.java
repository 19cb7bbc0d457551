// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.api.AccessTokenProvider;
import io.github.wecomcallback.api.CorpAccessTokens;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.autoconfigure.WeComCallbackProperties.KfStore;
import io.github.wecomcallback.exchange.MessageHandling;
import io.github.wecomcallback.kf.JdbcKfCursorStore;
import io.github.wecomcallback.kf.KfAssembly;
import io.github.wecomcallback.kf.KfBell;
import io.github.wecomcallback.kf.KfCursorStore;
import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.kf.KfPuller;
import io.github.wecomcallback.kf.KfRuntimeHints;
import io.github.wecomcallback.kf.KfSender;
import io.github.wecomcallback.kf.KfStatistics;
import io.github.wecomcallback.kf.MemoryKfCursorStore;
import io.github.wecomcallback.kf.RedisKfCursorStore;
import java.time.Clock;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Pulls customer-service messages and sends replies to them, where an account has a secret to do so with. */
@AutoConfiguration(
        before = WeComCallbackAutoConfiguration.class,
        after = {WeComCallbackApiAutoConfiguration.class, WeComCallbackStorageAutoConfiguration.class})
@ConditionalOnWeComCallback
@Conditional(OnSetting.KfPull.class)
@ImportRuntimeHints(KfRuntimeHints.class)
public final class WeComCallbackKfAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    KfStatistics weComKfStatistics() {
        return new KfStatistics();
    }

    @Bean
    @ConditionalOnMissingBean
    KfSender weComKfSender(WeComApi api, KfStatistics statistics) {
        return new KfSender(api, statistics, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    KfAssembly weComKfAssembly(
            ObjectProvider<KfCursorStore> store,
            AccountLookup accounts,
            WeComApi api,
            KfSender sender,
            AccessTokenProvider tokens,
            MessageHandling handling,
            KfStatistics statistics,
            WeComCallbackProperties properties,
            Environment environment) {
        return new KfAssembly(
                store.getIfAvailable(
                        () -> noStore(ConditionSettings.of(environment).kfStore())),
                accounts,
                api,
                sender,
                handling,
                statistics,
                properties.getKf().toSettings(),
                tokens instanceof CorpAccessTokens,
                Clock.systemUTC());
    }

    private static KfCursorStore noStore(KfStore store) {
        throw new FailureAnalyzedException(
                "wecom.callback.kf.store=" + store.name().toLowerCase(Locale.ROOT)
                        + " needs a dependency that is not on the class path.",
                "Add the dependency org.springframework.boot:spring-boot-starter-"
                        + (store == KfStore.REDIS ? "data-redis" : "jdbc")
                        + ", or set wecom.callback.kf.store=memory.");
    }

    @Bean
    @ConditionalOnMissingBean
    KfPuller weComKfPuller(KfAssembly assembly) {
        return assembly.puller();
    }

    /** First, so that messages are on their way before anything else is done about the bell. */
    @Bean
    @ConditionalOnMissingBean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    KfBell weComKfBell(KfAssembly assembly) {
        return assembly.bell();
    }

    @Bean
    @ConditionalOnMissingBean
    KfMonitor weComKfMonitor(KfAssembly assembly) {
        return assembly.monitor();
    }

    /** In this node. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.KfInMemory.class)
    static class Memory {

        @Bean
        @ConditionalOnMissingBean
        KfCursorStore weComKfCursorStore() {
            return new MemoryKfCursorStore(Clock.systemUTC());
        }
    }

    /** In the application's database. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.KfInDatabase.class)
    @ConditionalOnBean(JdbcStorage.class)
    static class Jdbc {

        @Bean
        @ConditionalOnMissingBean
        @DependsOnDatabaseInitialization
        KfCursorStore weComKfCursorStore(JdbcStorage storage) {
            storage.require("wecom_kf");
            return new JdbcKfCursorStore(storage.dataSource(), storage.dialect());
        }
    }

    /** In Redis. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.KfInRedis.class)
    @ConditionalOnClass(RedisConnectionFactory.class)
    static class Redis {

        @Bean
        @ConditionalOnMissingBean
        KfCursorStore weComKfCursorStore(RedisStorage redis) {
            return new RedisKfCursorStore(redis.connections());
        }
    }
}
