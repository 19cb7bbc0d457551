// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.annotation.WeComDataSource;
import io.github.wecomcallback.annotation.WeComRedisConnectionFactory;
import io.github.wecomcallback.delivery.PayloadCipher;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is needed to keep something of callbacks outside of memory: the database, its tables, and a cipher. */
@AutoConfiguration(
        before = WeComCallbackAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnWeComCallback
@EnableConfigurationProperties(WeComCallbackProperties.class)
public final class WeComCallbackStorageAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnSetting.EncryptionKeys.class)
    PayloadCipher weComPayloadCipher(WeComCallbackProperties properties) {
        return EncryptionKeys.cipher(properties.getStorage().getEncryptionKeys());
    }

    /** Where something is to be kept in a database. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.Database.class)
    @ConditionalOnClass({JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class})
    @Import(DatabaseInitializationDependencyConfigurer.class)
    @ImportRuntimeHints(StorageRuntimeHints.class)
    static class Jdbc {

        @Bean
        @ConditionalOnMissingBean
        JdbcStorage weComJdbcStorage(
                @WeComDataSource ObjectProvider<DataSource> marked,
                ObjectProvider<DataSource> dataSources,
                WeComCallbackProperties properties) {
            return JdbcStorage.find(marked, dataSources, wantedBy(properties));
        }

        private static String wantedBy(WeComCallbackProperties properties) {
            if (properties.getInbox().isEnabled()) {
                return "wecom.callback.inbox.enabled=true";
            }
            return properties.getGuard().getStore() == WeComCallbackProperties.GuardStore.JDBC
                    ? "wecom.callback.guard.store=jdbc"
                    : "wecom.callback.kf.store=jdbc";
        }

        @Bean
        @ConditionalOnMissingBean
        StorageSchema weComStorageSchema(JdbcStorage storage, WeComCallbackProperties properties) {
            return new StorageSchema(storage, properties.getStorage().getInitializeSchema());
        }
    }

    /** Where nodes share something in Redis. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSetting.Redis.class)
    @ConditionalOnClass(RedisConnectionFactory.class)
    static class Redis {

        @Bean
        @Lazy
        @ConditionalOnMissingBean
        RedisStorage weComRedisStorage(
                @WeComRedisConnectionFactory ObjectProvider<RedisConnectionFactory> marked,
                ObjectProvider<RedisConnectionFactory> connections,
                WeComCallbackProperties properties) {
            return RedisStorage.find(marked, connections, wantedBy(properties));
        }

        private static String wantedBy(WeComCallbackProperties properties) {
            return properties.getGuard().getStore() == WeComCallbackProperties.GuardStore.REDIS
                    ? "wecom.callback.guard.store=redis"
                    : "wecom.callback.kf.store=redis";
        }
    }
}
