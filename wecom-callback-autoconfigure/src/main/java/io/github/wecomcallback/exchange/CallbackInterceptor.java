// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

/**
 * Stands around the handlers of every callback that was verified and decrypted. It may look at raw and decrypted text,
 * answer by itself, or change the reply; its replies are sent as those of handlers are. The message is what the platform signed:
 * nobody can put another in its place. Beans of this type run in their {@code @Order}, the first outermost.
 *
 * <pre>{@code
 * @Bean
 * CallbackInterceptor closedAtNight() {
 *   return (exchange, chain) -> isNight()
 *       ? Outcome.replied(Reply.text("明天见"))
 *       : chain.proceed();
 * }
 * }</pre>
 *
 * <p>It sees each delivery of a message, redeliveries included, on the thread of the request. Handlers run once per message,
 * and not always on that thread: to hand something to them, use the attributes of the context.
 *
 * <p>A transaction around {@link Chain#proceed()} is the interceptor's own: what is kept of the callback meanwhile stays kept
 * when it is rolled back, and takes a second connection.
 */
@FunctionalInterface
public interface CallbackInterceptor {

    /**
     * Intercepts one delivery.
     *
     * @return how the callback ends: what {@code chain} returned, or something else
     * @throws Exception to have the callback delivered again
     */
    Outcome intercept(CallbackExchange exchange, Chain chain) throws Exception;

    /** The rest of the way. */
    @FunctionalInterface
    interface Chain {

        /**
         * Goes on to the next interceptor, or to the handlers.
         *
         * @throws Exception what an interceptor further in throws
         */
        Outcome proceed() throws Exception;
    }
}
