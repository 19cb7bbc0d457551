// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import java.time.Duration;
import java.time.Instant;

/**
 * An access token.
 *
 * @param value the token
 * @param fetchedAt when the platform gave it
 * @param expiresAt when it ends
 */
public record AccessToken(String value, Instant fetchedAt, Instant expiresAt) {

    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** Whether it is to be renewed: five minutes before it ends, or when little is left of a short life. */
    boolean isDue(Instant now) {
        Duration tenth = Duration.between(fetchedAt, expiresAt).dividedBy(10);
        Duration margin = tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN;
        return !now.isBefore(expiresAt.minus(margin));
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Times only. */
    @Override
    public String toString() {
        return "AccessToken[" + fetchedAt + ", " + expiresAt + "]";
    }
}
