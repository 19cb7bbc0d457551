// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.message.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that arrived lately.
 *
 * @param message tells it from others; a digest that names nobody
 * @param account the name of the account
 * @param kind what sort of message it is
 * @param sender who sent it, or null where it does not say
 * @param receivedAt when it arrived first
 * @param deliveries how often it was delivered to this node
 * @param outcome how its last delivery ended, or null while none has
 * @param duration how long its last delivery took, or null while none has ended
 * @param handlers the calls of handlers that have ended, in that order; of very many the last
 * @param plaintext what it says, or null where that is not to be kept
 */
public record RecentCallback(
        String message,
        String account,
        MessageKind kind,
        @Nullable String sender,
        Instant receivedAt,
        int deliveries,
        Outcome.@Nullable Status outcome,
        @Nullable Duration duration,
        List<HandlerCall> handlers,
        @Nullable String plaintext) {

    /**
     * A call of a handler.
     *
     * @param handler the handler's name
     * @param fromInbox whether it ran from the inbox
     * @param duration how long it took
     * @param failure the class of what it failed with, or null when it succeeded
     */
    public record HandlerCall(
            String handler,
            boolean fromInbox,
            Duration duration,
            @Nullable String failure) {}

    /** Account and kind; the rest is somebody's data. */
    @Override
    public String toString() {
        return "RecentCallback[" + message + ", " + account + ", " + kind + "]";
    }
}
