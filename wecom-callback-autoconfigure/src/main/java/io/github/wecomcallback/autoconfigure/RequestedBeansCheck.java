// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.bot.BotStreams;
import io.github.wecomcallback.bot.StreamStore;
import io.github.wecomcallback.console.ConsoleController;
import io.github.wecomcallback.exchange.HandlerRuns;
import io.github.wecomcallback.kf.KfPuller;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Stops the start where a setting asks for something that nobody made, as when its auto-configuration is excluded: void
 * handlers would otherwise be left without their inbox, and nodes without what they are to share.
 */
@RequiredArgsConstructor
final class RequestedBeansCheck implements SmartInitializingSingleton {

    private final ListableBeanFactory beans;
    private final WeComCallbackProperties properties;

    /** When all beans are known, and before the first callback can come. */
    @Override
    public void afterSingletonsInstantiated() {
        // It misses its inbox and its guard when it is made, which might be with the first callback only.
        beans.getBeanProvider(HandlerRuns.class).getIfAvailable();
        if (properties.getConsole().isEnabled()) {
            require("console.enabled=true", ConsoleController.class, WeComCallbackConsoleAutoConfiguration.class);
        }
        if (Boolean.TRUE.equals(properties.getKf().getEnabled())) {
            require("kf.enabled=true", KfPuller.class, WeComCallbackKfAutoConfiguration.class);
        }
        if (properties.getGuard().getStore() == WeComCallbackProperties.GuardStore.REDIS && has(BotStreams.class)) {
            require("guard.store=redis", StreamStore.class, WeComCallbackBotAutoConfiguration.class);
        }
    }

    private void require(String setting, Class<?> type, Class<?> maker) {
        if (!has(type)) {
            throw missing(setting, type, maker);
        }
    }

    private boolean has(Class<?> type) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0;
    }

    static FailureAnalyzedException missing(String setting, Class<?> type, Class<?> maker) {
        return new FailureAnalyzedException(
                "wecom.callback." + setting + " needs a " + type.getSimpleName() + ", but there is none: "
                        + maker.getSimpleName() + ", which makes it, was excluded or could not be used.",
                "See that " + maker.getSimpleName()
                        + " is excluded neither in code nor by spring.autoconfigure.exclude,"
                        + " or take wecom.callback." + setting + " back. Starting with --debug prints why it was not"
                        + " used.");
    }
}
