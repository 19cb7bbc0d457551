// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.env.Environment;

/**
 * Looks at the settings as they are written, right before they are bound: the binder would take some for something else
 * than what they were meant for. Not while an application is processed ahead of time, where secrets may be missing.
 */
@RequiredArgsConstructor
final class EnvironmentCheck implements InstantiationAwareBeanPostProcessor {

    private final Environment environment;

    @Override
    public @Nullable Object postProcessBeforeInstantiation(Class<?> type, String name) {
        if (type == WeComCallbackProperties.class) {
            AccountNames.check(environment);
            UnresolvedPlaceholders.refuse(environment);
        }
        return null;
    }
}
