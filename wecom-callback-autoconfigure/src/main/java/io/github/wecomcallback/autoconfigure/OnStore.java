// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where something is to be kept in one sort of store. */
abstract class OnStore extends SpringBootCondition {

    private final String subject;
    private final String store;

    OnStore(String subject, String store) {
        this.subject = subject;
        this.store = store;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean wanted = isWanted(store, context.getEnvironment());
        return new ConditionOutcome(
                wanted,
                ConditionMessage.forCondition(subject)
                        .because((wanted ? "something" : "nothing") + " is kept in " + store));
    }

    abstract boolean isWanted(String store, Environment environment);

    private static boolean isNamed(String store, Environment environment) {
        return store.equalsIgnoreCase(environment.getProperty("wecom.callback.guard.store"))
                || store.equalsIgnoreCase(environment.getProperty("wecom.callback.kf.store"));
    }

    static final class Jdbc extends OnStore {

        Jdbc() {
            super("WeCom storage", "jdbc");
        }

        @Override
        boolean isWanted(String store, Environment environment) {
            return isNamed(store, environment)
                    || environment.getProperty("wecom.callback.inbox.enabled", Boolean.class, false);
        }
    }

    /** Where nodes agree by Redis on something already. */
    static final class Redis extends OnStore {

        Redis() {
            super("WeCom storage", "redis");
        }

        @Override
        boolean isWanted(String store, Environment environment) {
            return isNamed(store, environment);
        }
    }
}
