// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.account.MemorySuiteTicketStore;
import io.github.wecomcallback.account.SuiteTicket;
import io.github.wecomcallback.account.SuiteTicketStore;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.CallbackObserver;
import io.github.wecomcallback.exchange.CallbackObservers;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.ExchangeSettings;
import io.github.wecomcallback.exchange.HandlerExecutor;
import io.github.wecomcallback.exchange.HandlerRuns;
import io.github.wecomcallback.exchange.MdcObserver;
import io.github.wecomcallback.exchange.MessageHandling;
import io.github.wecomcallback.exchange.RecentCallbacks;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.exchange.ReplyCarriers;
import io.github.wecomcallback.handler.CallbackArgumentResolver;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerScanner;
import io.github.wecomcallback.handler.HandlerTimeouts;
import io.github.wecomcallback.handler.WeComHandler;
import io.github.wecomcallback.message.Suite;
import io.github.wecomcallback.web.CallbackController;
import io.github.wecomcallback.web.CallbackPaths;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Auto-configuration that receives WeCom callbacks in a servlet web application. Each of its beans gives way to one of
 * the application's.
 */
@Slf4j
@AutoConfiguration
@ConditionalOnWeComCallback
@EnableConfigurationProperties(WeComCallbackProperties.class)
@ImportRuntimeHints(WeComCallbackRuntimeHints.class)
public final class WeComCallbackAutoConfiguration {

    /** Before the application's own mappings, of which one for all paths would take the callbacks. */
    private static final int MAPPING_ORDER = -10;

    private final WeComCallbackProperties properties;

    WeComCallbackAutoConfiguration(WeComCallbackProperties properties) {
        SettingsCheck.check(properties);
        this.properties = properties;
    }

    @Bean(AccountAssembly.BEAN)
    @ConditionalOnMissingBean
    AccountRepository weComAccountRepository() {
        return new AccountAssembly(properties).repository();
    }

    @Bean
    @ConditionalOnMissingBean
    AccountLookup weComAccountLookup(AccountRepository accounts) {
        WeComCallbackProperties.Lookup lookup = properties.getLookup();
        return new AccountLookup(accounts, lookup.getKeep(), lookup.getMaxAccounts());
    }

    @Bean
    @ConditionalOnMissingBean
    SuiteTicketStore weComSuiteTicketStore() {
        return new MemorySuiteTicketStore();
    }

    /** First, so that the application's own handlers find the ticket where it is kept. */
    @Bean
    @ConditionalOnMissingBean(name = "weComSuiteTicketKeeper")
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WeComHandler<Suite.Ticket> weComSuiteTicketKeeper(SuiteTicketStore store) {
        return (event, context) -> {
            if (event.suiteId() != null && event.suiteTicket() != null) {
                store.save(new SuiteTicket(event.suiteId(), event.suiteTicket(), context.receivedAt()));
            }
            return null;
        };
    }

    @Bean
    @ConditionalOnMissingBean
    CallbackStatistics weComCallbackStatistics() {
        return new CallbackStatistics();
    }

    @Bean
    @ConditionalOnMissingBean
    HandlerTimeouts weComHandlerTimeouts() {
        return new HandlerTimeouts(properties.getHandlers().getTimeout());
    }

    @Bean
    @ConditionalOnMissingBean
    HandlerDispatcher weComHandlerDispatcher(HandlerTimeouts timeouts) {
        return new HandlerDispatcher(timeouts);
    }

    @Bean
    @ConditionalOnMissingBean
    HandlerScanner weComHandlerScanner(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<CallbackArgumentResolver> resolvers,
            HandlerDispatcher dispatcher) {
        WeComCallbackProperties.Inbox inbox = properties.getInbox();
        return new HandlerScanner(
                beans,
                resolvers.orderedStream().toList(),
                dispatcher,
                inbox.isEnabled() ? inbox.getRetry().toRetry() : null);
    }

    @Bean
    @ConditionalOnMissingBean
    HandlerExecutor weComHandlerExecutor(Environment environment, ObjectProvider<TaskDecorator> decorators) {
        return new HandlerThreads(properties.getHandlers(), decorators).executor(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    RedeliveryGuard weComRedeliveryGuard() {
        WeComCallbackProperties.Guard guard = properties.getGuard();
        if (guard.getStore() != WeComCallbackProperties.GuardStore.MEMORY) {
            throw RequestedBeansCheck.missing(
                    "guard.store=" + guard.getStore().name().toLowerCase(Locale.ROOT),
                    RedeliveryGuard.class,
                    WeComCallbackGuardAutoConfiguration.class);
        }
        return new MemoryRedeliveryGuard(guard.getRemember(), guard.getMaxMessages(), guard.maxBytes());
    }

    @Bean
    @ConditionalOnMissingBean
    CallbackErrorHandler weComCallbackErrorHandler() {
        return (exchange, failure) -> Decision.REDELIVER;
    }

    /** First, so that all others log with it. */
    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnSetting.Mdc.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    MdcObserver weComMdcObserver() {
        return new MdcObserver();
    }

    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnSetting.Console.class)
    RecentCallbacks weComRecentCallbacks() {
        WeComCallbackProperties.Console console = properties.getConsole();
        return new RecentCallbacks(console.getMaxCallbacks(), console.isShowPlaintext());
    }

    @Bean
    @ConditionalOnMissingBean
    HandlerRuns weComHandlerRuns(
            HandlerDispatcher dispatcher,
            HandlerExecutor executor,
            RedeliveryGuard guard,
            CallbackErrorHandler errors,
            CallbackStatistics statistics,
            ObjectProvider<CallbackInbox> inbox,
            ObjectProvider<ReplyCarrier> carriers) {
        return new HandlerRuns(
                dispatcher,
                executor,
                guard,
                errors,
                statistics,
                inbox(inbox),
                new ReplyCarriers(carriers.orderedStream().toList()));
    }

    /** What is to be kept there and cannot be would be lost, or answered 500 for ever. */
    private @Nullable CallbackInbox inbox(ObjectProvider<CallbackInbox> inboxes) {
        CallbackInbox inbox = inboxes.getIfAvailable();
        if (inbox == null && properties.getInbox().isEnabled()) {
            throw RequestedBeansCheck.missing(
                    "inbox.enabled=true", CallbackInbox.class, WeComCallbackInboxAutoConfiguration.class);
        }
        return inbox;
    }

    @Bean
    @ConditionalOnMissingBean
    MessageHandling weComMessageHandling(
            ObjectProvider<CallbackInterceptor> interceptors,
            ObjectProvider<CallbackObserver> observers,
            HandlerRuns runs) {
        return new MessageHandling(
                interceptors.orderedStream().toList(),
                new CallbackObservers(observers.orderedStream().toList()),
                runs);
    }

    @Bean
    @ConditionalOnMissingBean
    CallbackProcessor weComCallbackProcessor(
            AccountLookup accounts, MessageHandling handling, CallbackStatistics statistics) {
        ExchangeSettings settings = new ExchangeSettings(
                properties.getTimestampWindow(), properties.getReplyTimeout(), properties.getLate());
        return new CallbackProcessor(accounts, handling, statistics, settings, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    CallbackPaths weComCallbackPaths(AccountRepository accounts) {
        return CallbackPaths.of(properties.getPath(), accounts);
    }

    @Bean
    @ConditionalOnMissingBean
    CallbackController weComCallbackController(CallbackProcessor processor) {
        int maxBodySize = Math.toIntExact(properties.getMaxBodySize().toBytes());
        return new CallbackController(processor, maxBodySize, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean(name = "weComCallbackHandlerMapping")
    HandlerMapping weComCallbackHandlerMapping(CallbackPaths paths, CallbackController controller) {
        log.info("Receiving WeCom callbacks at {}", String.join(", ", paths.patterns()));
        Map<String, Object> handlers = new LinkedHashMap<>();
        paths.patterns().forEach(pattern -> handlers.put(pattern, controller));
        return new SimpleUrlHandlerMapping(handlers, MAPPING_ORDER);
    }
}
