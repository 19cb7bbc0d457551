// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts account and message into the MDC, so that all log lines of one message can be found: those of this library, of
 * interceptors and of handlers, from the inbox as well.
 */
public final class MdcObserver implements CallbackObserver {

    /** The key of the account's name. */
    public static final String ACCOUNT = "wecom.account";

    /** The key of what tells the message from others. It names nobody. */
    public static final String MESSAGE = "wecom.message";

    @Override
    public CallbackWatch callback(CallbackContext context, String message) {
        String account = context.account().name();
        return new CallbackWatch() {

            @Override
            public Scope open() {
                return set(account, message);
            }

            @Override
            public void end(Outcome.Status status, boolean redelivery) {}
        };
    }

    @Override
    public HandlerWatch fromInbox(CallbackContext context, String message, String handler) {
        String account = context.account().name();
        return new HandlerWatch() {

            @Override
            public Scope open() {
                return set(account, message);
            }

            @Override
            public void end(@Nullable Throwable failure) {}
        };
    }

    private static Scope set(String account, String message) {
        String accountBefore = MDC.get(ACCOUNT);
        String messageBefore = MDC.get(MESSAGE);
        MDC.put(ACCOUNT, account);
        MDC.put(MESSAGE, message);
        return () -> {
            reset(ACCOUNT, accountBefore);
            reset(MESSAGE, messageBefore);
        };
    }

    private static void reset(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
