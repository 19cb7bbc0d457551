// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.HandlerWatch;
import org.jspecify.annotations.Nullable;

/**
 * Sees all callbacks that were let in and all calls of handlers, and may set up the threads on which these run: logging,
 * tracing and metrics are made of it. Beans of this type are asked in their {@code @Order}, the first outermost.
 *
 * <pre>{@code
 * @Bean
 * CallbackObserver slowOnes() {
 *   return (context, message) -> {
 *     long begun = System.nanoTime();
 *     return (status, redelivery) -> {
 *       if (System.nanoTime() - begun > 1_000_000_000) {
 *         log.warn("{} of {} took long", message, context);
 *       }
 *     };
 *   };
 * }
 * }</pre>
 *
 * <p>It can change nothing: when it fails, that is logged, and the callback goes its way.
 */
@FunctionalInterface
public interface CallbackObserver {

    /**
     * A callback was verified, decrypted and read, and is now passed to interceptors and handlers. Each delivery of a message
     * is a callback of its own.
     *
     * @param context the callback
     * @param message tells the message from others, the same in all its deliveries: a digest that names nobody
     * @return watches it, or null to let it pass
     */
    @Nullable CallbackWatch callback(CallbackContext context, String message);

    /**
     * A handler is about to be called from the inbox, after its callback was acknowledged, perhaps by another node.
     *
     * @param context the callback, as far as it was kept
     * @param message the same as of its callback
     * @param handler the handler's name
     * @return watches it, or null to let it pass
     */
    default @Nullable HandlerWatch fromInbox(CallbackContext context, String message, String handler) {
        return null;
    }
}
