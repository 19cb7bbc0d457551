// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.delivery.DeadLetters;
import io.github.wecomcallback.delivery.InboxAssembly;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.delivery.InboxScheduler;
import io.github.wecomcallback.delivery.InboxSettings;
import io.github.wecomcallback.delivery.InboxStatistics;
import io.github.wecomcallback.delivery.PayloadCipher;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.CallbackObserver;
import io.github.wecomcallback.exchange.CallbackObservers;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.exchange.ReplyCarriers;
import io.github.wecomcallback.handler.HandlerDispatcher;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** The durable inbox, where it is switched on. An application's own {@link CallbackInbox} takes its place. */
@AutoConfiguration(after = WeComCallbackStorageAutoConfiguration.class, before = WeComCallbackAutoConfiguration.class)
@ConditionalOnWeComCallback
@Conditional(OnSetting.Inbox.class)
@ConditionalOnMissingBean(CallbackInbox.class)
public final class WeComCallbackInboxAutoConfiguration {

    private static final Duration BOOTS_PHASE_TIMEOUT = Duration.ofSeconds(30);

    /** With everything there that it is made of. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class, Scheduler.class})
    static class Durable {

        @Bean
        @DependsOnDatabaseInitialization
        InboxAssembly weComInboxAssembly(
                JdbcStorage storage,
                WeComCallbackProperties properties,
                HandlerDispatcher handlers,
                AccountLookup accounts,
                CallbackErrorHandler errors,
                ObjectProvider<CallbackObserver> observers,
                ObjectProvider<ReplyCarrier> carriers,
                ObjectProvider<PayloadCipher> cipher,
                Environment environment) {
            storage.require("wecom_inbox");
            storage.require("wecom_inbox_task");
            return new InboxAssembly(
                    storage.dataSource(),
                    storage.dialect(),
                    settings(properties.getInbox(), environment),
                    properties.getInbox().getRetry().toRetry(),
                    handlers,
                    accounts,
                    errors,
                    new CallbackObservers(observers.orderedStream().toList()),
                    new ReplyCarriers(carriers.orderedStream().toList()),
                    cipher.getIfAvailable(),
                    Clock.systemUTC());
        }

        @Bean
        CallbackInbox weComCallbackInbox(InboxAssembly assembly) {
            return assembly.inbox();
        }

        @Bean
        InboxScheduler weComInboxScheduler(InboxAssembly assembly) {
            return assembly.scheduler();
        }

        @Bean
        DeadLetters weComDeadLetters(InboxAssembly assembly) {
            return assembly.deadLetters();
        }

        @Bean
        InboxMonitor weComInboxMonitor(InboxAssembly assembly) {
            return assembly.monitor();
        }

        @Bean
        InboxStatistics weComInboxStatistics(InboxAssembly assembly) {
            return assembly.statistics();
        }

        private static InboxSettings settings(WeComCallbackProperties.Inbox inbox, Environment environment) {
            Duration shutdown = Binder.get(environment)
                    .bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
                    .orElse(BOOTS_PHASE_TIMEOUT);
            return new InboxSettings(
                    inbox.getThreads(),
                    inbox.getPollInterval(),
                    inbox.getLease(),
                    inbox.getHandlerTimeout(),
                    inbox.getKeepHandled(),
                    inbox.getKeepDead(),
                    shutdown);
        }
    }

    /** Callbacks that are acknowledged without being kept would be what nobody wants who switched this on. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("com.github.kagkarlsson.scheduler.Scheduler")
    static class WithoutScheduler {

        WithoutScheduler() {
            throw new FailureAnalyzedException(
                    "wecom.callback.inbox.enabled=true needs db-scheduler, which is not on the class path.",
                    "Add the dependency com.github.kagkarlsson:db-scheduler.");
        }
    }

    /** See {@link WithoutScheduler}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer")
    static class WithoutJdbc {

        WithoutJdbc() {
            throw new FailureAnalyzedException(
                    "wecom.callback.inbox.enabled=true needs Spring Boot's JDBC, spring-boot-jdbc, which is not on the class"
                            + " path.",
                    "Add the dependency org.springframework.boot:spring-boot-starter-jdbc and a database's driver.");
        }
    }
}
