// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is worth reading: whom it is for, and how long it may take to come.
 *
 * @param account whom it is for, or null when it is for nobody
 * @param timeLeft how long the platform still waits
 * @param refusal what it is answered when it is not to be read, else null
 */
public record Admission(
        @Nullable Account account,
        Duration timeLeft,
        @Nullable CallbackResponse refusal) {

    static Admission refused(CallbackResponse refusal) {
        return new Admission(null, Duration.ZERO, refusal);
    }
}
