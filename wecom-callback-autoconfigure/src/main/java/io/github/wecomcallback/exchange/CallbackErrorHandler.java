// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.HandlerFailure;

/**
 * Decides what a failed handler means for the callback. Without such a bean, every failure means that the platform
 * delivers again, and then only the handlers run that have not succeeded.
 *
 * <pre>{@code
 * @Bean
 * CallbackErrorHandler errors() {
 *   return (exchange, failure) -> failure.cause() instanceof IllegalArgumentException
 *       ? Decision.ACKNOWLEDGE
 *       : Decision.REDELIVER;
 * }
 * }</pre>
 *
 * <p>It is not asked while the node goes down: what fails then does so most likely because of that, and is delivered again or
 * handled by another node.
 */
@FunctionalInterface
public interface CallbackErrorHandler {

    /** What a failure means. */
    enum Decision {
        /** Answer 500, so that the platform delivers again. */
        REDELIVER,
        /** Answer as if the handler had succeeded: delivering again would not help. */
        ACKNOWLEDGE
    }

    /** Decides on one failure. Of several, one that calls for redelivery is enough. */
    Decision onFailure(CallbackExchange exchange, HandlerFailure failure);
}
