// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.delivery.ClaimStore;
import io.github.wecomcallback.delivery.JdbcClaimStore;
import io.github.wecomcallback.delivery.PayloadCipher;
import io.github.wecomcallback.delivery.RedisClaimStore;
import io.github.wecomcallback.delivery.SharedRedeliveryGuard;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Makes the redelivery guard of an application that runs on several nodes. */
@AutoConfiguration(
        before = WeComCallbackAutoConfiguration.class,
        after = WeComCallbackStorageAutoConfiguration.class,
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnWeComCallback
@EnableConfigurationProperties(WeComCallbackProperties.class)
public final class WeComCallbackGuardAutoConfiguration {

    static final String STORE = "wecom.callback.guard.store";

    private static SharedRedeliveryGuard guard(
            ClaimStore store,
            WeComCallbackProperties properties,
            ObjectProvider<PayloadCipher> cipher,
            ObjectProvider<TaskDecorator> decorators) {
        SettingsCheck.check(properties);
        WeComCallbackProperties.Guard guard = properties.getGuard();
        SharedRedeliveryGuard.Settings settings = new SharedRedeliveryGuard.Settings(
                guard.getLease(),
                properties.getReplyTimeout(),
                guard.getRemember(),
                guard.getMaxMessages(),
                guard.maxBytes(),
                properties.getHandlers().getCapacity());
        TaskDecorator decorator =
                new CompositeTaskDecorator(decorators.orderedStream().toList());
        return new SharedRedeliveryGuard(store, cipher.getIfAvailable(), decorator, settings);
    }

    /** In the application's database. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.GuardInDatabase.class)
    static class Jdbc {

        @Bean
        @ConditionalOnMissingBean(RedeliveryGuard.class)
        @ConditionalOnBean(JdbcStorage.class)
        @DependsOnDatabaseInitialization
        SharedRedeliveryGuard weComRedeliveryGuard(
                JdbcStorage storage,
                WeComCallbackProperties properties,
                ObjectProvider<PayloadCipher> cipher,
                ObjectProvider<TaskDecorator> decorators) {
            storage.require("wecom_guard");
            ClaimStore store = new JdbcClaimStore(storage.dataSource(), storage.dialect());
            return guard(store, properties, cipher, decorators);
        }

        @Bean
        @ConditionalOnMissingBean({RedeliveryGuard.class, JdbcStorage.class})
        RedeliveryGuard weComRedeliveryGuardWithoutJdbc() {
            throw new FailureAnalyzedException(
                    STORE + "=jdbc needs Spring Boot's JDBC, spring-boot-jdbc, which is not on the class path.",
                    "Add the dependency org.springframework.boot:spring-boot-starter-jdbc and a database driver, or use"
                            + " another " + STORE + ".");
        }
    }

    /** In Redis. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.GuardInRedis.class)
    @ConditionalOnClass(RedisConnectionFactory.class)
    static class Redis {

        @Bean
        @ConditionalOnMissingBean(RedeliveryGuard.class)
        SharedRedeliveryGuard weComRedeliveryGuard(
                RedisStorage redis,
                WeComCallbackProperties properties,
                ObjectProvider<PayloadCipher> cipher,
                ObjectProvider<TaskDecorator> decorators) {
            return guard(new RedisClaimStore(redis.connections()), properties, cipher, decorators);
        }
    }

    /** Where Redis is asked for, and Spring Data Redis is not there. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.GuardInRedis.class)
    @ConditionalOnMissingClass("org.springframework.data.redis.connection.RedisConnectionFactory")
    static class WithoutRedis {

        @Bean
        @ConditionalOnMissingBean(RedeliveryGuard.class)
        RedeliveryGuard weComRedeliveryGuardWithoutRedis() {
            throw new FailureAnalyzedException(
                    STORE + "=redis needs Spring Data Redis, which is not on the class path.",
                    "Add the dependency org.springframework.boot:spring-boot-starter-data-redis, or use another "
                            + STORE + ".");
        }
    }
}
