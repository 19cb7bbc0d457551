// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that one of its handlers failed on until its attempts were used up. What the message says is not part of it.
 *
 * @param id its number
 * @param account the name of the account
 * @param kind the kind of the message
 * @param handler the handler: bean and method
 * @param attempts how often it was tried
 * @param receivedAt when the callback arrived
 * @param failedAt when it was tried for the last time
 * @param error what went wrong then
 */
public record DeadLetter(
        long id,
        String account,
        String kind,
        String handler,
        int attempts,
        Instant receivedAt,
        Instant failedAt,
        @Nullable String error) {}
