// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.WeComMessage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Lets one run of a message's handlers happen, however often the message is delivered.
 *
 * <ul>
 *   <li>A delivery while a run is on its way joins it and gets its outcome.
 *   <li>A delivery after a run that was completed gets the remembered outcome.
 *   <li>A delivery after a run that failed starts another, with the progress that was made.
 * </ul>
 */
public interface RedeliveryGuard {

    /**
     * Joins, remembers or starts.
     *
     * @param key tells the message from all others
     * @param message the message, for who has to write down a reply to it
     * @param run starts a run; called at most once at a time for each key, and its future never fails
     * @return the outcome, when there is one
     */
    CompletableFuture<Outcome> deliver(
            MessageKey key, WeComMessage message, Function<HandlerProgress, CompletableFuture<Outcome>> run);

    /** How many messages are remembered, those on their way included. */
    long size();
}
