// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.console.AddressRange;
import io.github.wecomcallback.console.ConsoleAccess;
import io.github.wecomcallback.console.ConsoleController;
import io.github.wecomcallback.console.ConsoleData;
import io.github.wecomcallback.console.ConsoleRuntimeHints;
import io.github.wecomcallback.console.SampleBook;
import io.github.wecomcallback.console.SelfDelivery;
import io.github.wecomcallback.delivery.DeadLetters;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.RecentCallbacks;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.web.CallbackPaths;
import java.time.Clock;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The console, only where it is switched on. Spring Security, where it is, guards it as it guards everything else. */
@Slf4j
@AutoConfiguration(after = {WeComCallbackAutoConfiguration.class, WeComCallbackInboxAutoConfiguration.class})
@ConditionalOnWeComCallback
@Conditional(OnSetting.Console.class)
@ConditionalOnBean({CallbackProcessor.class, RecentCallbacks.class})
@ImportRuntimeHints(ConsoleRuntimeHints.class)
public final class WeComCallbackConsoleAutoConfiguration {

    /** Before the application's own mappings, as with callbacks. */
    private static final int MAPPING_ORDER = -10;

    private final WeComCallbackProperties.Console properties;

    WeComCallbackConsoleAutoConfiguration(WeComCallbackProperties properties) {
        this.properties = properties.getConsole();
    }

    @Bean
    @ConditionalOnMissingBean
    ConsoleAccess weComConsoleAccess() {
        return new ConsoleAccess(
                properties.getAllowedAddresses().stream().map(AddressRange::of).toList(),
                properties.getAllowedHosts(),
                properties.isBehindProxy());
    }

    @Bean
    @ConditionalOnMissingBean
    ConsoleController weComConsoleController(
            ConsoleAccess access,
            AccountRepository accounts,
            AccountLookup lookup,
            CallbackPaths paths,
            RecentCallbacks recent,
            HandlerDispatcher handlers,
            ObjectProvider<DeadLetters> deadLetters,
            CallbackProcessor processor) {
        return new ConsoleController(
                access,
                new ConsoleData(accounts, paths, recent, handlers, deadLetters.getIfAvailable()),
                new SampleBook(),
                new SelfDelivery(processor, lookup, Clock.systemUTC()));
    }

    @Bean
    @ConditionalOnMissingBean(name = "weComConsoleHandlerMapping")
    HandlerMapping weComConsoleHandlerMapping(ConsoleController controller, ConsoleAccess access) {
        if (access.isLoopbackOnly()) {
            log.info("The WeCom callback console is at {}, from this machine only", properties.getPath());
        } else {
            log.warn(
                    "The WeCom callback console is at {}, and open to more than this machine. It has no login of its own",
                    properties.getPath());
        }
        return new SimpleUrlHandlerMapping(Map.of(properties.getPath() + "/**", controller), MAPPING_ORDER);
    }
}
