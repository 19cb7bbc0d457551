// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.time.Instant;

/**
 * The ticket with which a suite gets its access token. The platform sends a new one every ten minutes; one is good for
 * thirty.
 *
 * @param suiteId the suite
 * @param ticket the ticket, a secret
 * @param receivedAt when it came
 */
public record SuiteTicket(String suiteId, String ticket, Instant receivedAt) {

    @Override
    public String toString() {
        return "SuiteTicket[" + suiteId + ", " + receivedAt + "]";
    }
}
