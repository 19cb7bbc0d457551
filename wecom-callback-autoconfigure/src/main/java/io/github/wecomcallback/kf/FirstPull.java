// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Instant;

/** What is handled of a customer-service account that was never pulled before. */
public enum FirstPull {
    /** What is sent from now on. */
    FROM_NOW,
    /** All that the platform still has: the last three days. */
    THREE_DAYS;

    Instant since(Instant now) {
        return this == FROM_NOW ? now : Instant.EPOCH;
    }
}
