// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How pulling stands.
 *
 * @param doors the customer-service accounts, those that wait longest first
 */
public record KfOverview(List<Door> doors) {

    /**
     * One customer-service account.
     *
     * @param account our account that it rings at
     * @param openKfId its id
     * @param lag how long something waits to be pulled; zero when nothing does, or when our account is gone
     * @param lastPull when a pull came to its end last, or null
     * @param failures how many pulls failed one after the other
     * @param lastError what went wrong last, or null when nothing did since
     */
    public record Door(
            String account,
            String openKfId,
            Duration lag,
            @Nullable Instant lastPull,
            int failures,
            @Nullable String lastError) {

        static Door of(KfDoor door, @Nullable KfState state, Instant now) {
            if (state == null) {
                return new Door(door.account(), door.openKfId(), Duration.ZERO, null, 0, null);
            }
            Duration lag = state.waitingSince() == 0
                    ? Duration.ZERO
                    : Duration.between(Instant.ofEpochMilli(state.waitingSince()), now);
            Instant lastPull = state.pulledAt() == 0 ? null : Instant.ofEpochMilli(state.pulledAt());
            return new Door(door.account(), door.openKfId(), lag, lastPull, state.failures(), state.error());
        }
    }

    /** The longest that anything waits. */
    public Duration lag() {
        return doors.stream().map(Door::lag).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
