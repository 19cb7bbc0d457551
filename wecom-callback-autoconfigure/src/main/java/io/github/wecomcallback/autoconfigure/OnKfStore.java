// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where cursors are kept: where it is said, else where this application keeps something for all its nodes already. */
abstract class OnKfStore extends SpringBootCondition {

    private final String store;

    private OnKfStore(String store) {
        this.store = store;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String wanted = of(context.getEnvironment());
        return new ConditionOutcome(
                store.equals(wanted),
                ConditionMessage.forCondition("WeCom customer service").because("its store is " + wanted));
    }

    static String of(Environment environment) {
        String store = environment.getProperty("wecom.callback.kf.store");
        if (store == null) {
            store = environment.getProperty("wecom.callback.guard.store", "memory");
            boolean inbox = environment.getProperty("wecom.callback.inbox.enabled", Boolean.class, false);
            if (store.equalsIgnoreCase("memory") && inbox) {
                store = "jdbc";
            }
        }
        return store.toLowerCase(Locale.ROOT);
    }

    static final class Memory extends OnKfStore {
        Memory() {
            super("memory");
        }
    }

    static final class Jdbc extends OnKfStore {
        Jdbc() {
            super("jdbc");
        }
    }

    static final class Redis extends OnKfStore {
        Redis() {
            super("redis");
        }
    }
}
