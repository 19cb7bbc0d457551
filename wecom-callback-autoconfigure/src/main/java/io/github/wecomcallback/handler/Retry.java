// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how soon a handler is tried again.
 *
 * @param attempts how often it is tried in all
 * @param delay how long to wait after the first failure
 * @param multiplier how much longer to wait after each further one
 * @param maxDelay how long to wait at most, before it is spread
 */
public record Retry(int attempts, Duration delay, double multiplier, Duration maxDelay) {

    private static final double SPREAD = 0.2;

    /** Refuses what cannot work. */
    public Retry {
        require(attempts >= 1, "attempts must be at least 1");
        require(!delay.isNegative(), "delay must not be negative");
        require(multiplier >= 1, "multiplier must be at least 1");
        require(!maxDelay.isNegative(), "max-delay must not be negative");
    }

    /** Whether so many failures use the attempts up. */
    public boolean isUsedUp(int failures) {
        return failures >= attempts;
    }

    /** How long to wait after so many failures, a fifth more or less so that not all come back at once. */
    public Duration delayAfter(int failures, RandomGenerator random) {
        double grown = delay.toMillis() * Math.pow(multiplier, Math.max(0, failures - 1));
        double bounded = Math.min(grown, maxDelay.toMillis());
        return Duration.ofMillis(Math.round(bounded * (1 - SPREAD + 2 * SPREAD * random.nextDouble())));
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
