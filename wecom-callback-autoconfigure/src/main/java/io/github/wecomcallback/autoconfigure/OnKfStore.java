// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.Locale;
import org.springframework.core.env.Environment;

/** Where cursors are kept: where it is said, else where this application keeps something for all its nodes already. */
abstract class OnKfStore extends OnStore {

    private OnKfStore(String store) {
        super("WeCom customer service", store);
    }

    @Override
    boolean isWanted(String store, Environment environment) {
        return store.equals(of(environment));
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
