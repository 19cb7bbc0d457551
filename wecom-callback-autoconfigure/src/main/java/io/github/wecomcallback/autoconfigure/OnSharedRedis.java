// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Where nodes agree by Redis on something already. */
final class OnSharedRedis extends AnyNestedCondition {

    OnSharedRedis() {
        super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @ConditionalOnProperty(name = "wecom.callback.guard.store", havingValue = "redis")
    static class Guard {}

    @ConditionalOnProperty(name = "wecom.callback.kf.store", havingValue = "redis")
    static class Kf {}
}
