// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a door. Times are milliseconds since 1970 by the store's clock, 0 for never.
 *
 * @param cursor where the next pull goes on, or null before the first page
 * @param since what was sent before that time is passed over
 * @param token of the latest bell, or null when it is used up
 * @param tokenUntil when the platform no longer takes the token
 * @param rungAt when the bell rang that no pull has answered yet
 * @param waitingSince since when there is something to pull that was not pulled
 * @param holder the run that pulls, or null
 * @param heldUntil how long the door is its own if it gives no further sign of life
 * @param retryAt when to try again after a failure
 * @param failures how many pulls failed one after the other
 * @param error what went wrong last, or null when nothing did since
 * @param pulledAt when the last pull came to its end
 */
record KfState(
        @Nullable String cursor,
        long since,
        @Nullable String token,
        long tokenUntil,
        long rungAt,
        long waitingSince,
        @Nullable String holder,
        long heldUntil,
        long retryAt,
        int failures,
        @Nullable String error,
        long pulledAt) {

    /** Nothing pulled yet. */
    static KfState first(Instant since) {
        return new KfState(null, since.toEpochMilli(), null, 0, 0, 0, null, 0, 0, 0, null, 0);
    }

    /** Whether the next pull answers the bell anyhow: nobody has begun one since it rang. */
    boolean isRung() {
        return rungAt != 0;
    }

    /** Whether somebody has to pull: the bell rang, or who pulled gave no sign of life. */
    boolean isDue(Instant now) {
        long time = now.toEpochMilli();
        return (rungAt != 0 || holder != null) && heldUntil <= time && retryAt <= time;
    }

    boolean isPulledSince(Instant time) {
        return pulledAt >= time.toEpochMilli();
    }

    boolean isHeldBy(String id) {
        return id.equals(holder);
    }

    @Nullable String goodToken(Instant now) {
        return now.toEpochMilli() < tokenUntil ? token : null;
    }

    KfState rung(@Nullable String newToken, Instant tokenEnd, Instant now) {
        long time = now.toEpochMilli();
        boolean newer = newToken != null && tokenEnd.toEpochMilli() >= tokenUntil;
        return new KfState(
                cursor,
                since,
                newer ? newToken : token,
                newer ? tokenEnd.toEpochMilli() : tokenUntil,
                time,
                waitingSince == 0 ? time : waitingSince,
                holder,
                heldUntil,
                retryAt,
                failures,
                error,
                pulledAt);
    }

    KfState taken(String id, Instant now, Duration lease) {
        long waiting = waitingSince == 0 ? now.toEpochMilli() : waitingSince;
        return new KfState(
                cursor, since, token, tokenUntil, 0, waiting, id, until(now, lease), 0, failures, error, pulledAt);
    }

    KfState renewed(Instant now, Duration lease) {
        return new KfState(
                cursor,
                since,
                token,
                tokenUntil,
                rungAt,
                waitingSince,
                holder,
                until(now, lease),
                retryAt,
                failures,
                error,
                pulledAt);
    }

    /** A page was handled: whatever failed before does so no more. */
    KfState advanced(@Nullable String next, Instant now, Duration lease) {
        return new KfState(
                next,
                since,
                token,
                tokenUntil,
                rungAt,
                waitingSince,
                holder,
                until(now, lease),
                retryAt,
                0,
                null,
                pulledAt);
    }

    KfState finished(Instant now) {
        return new KfState(cursor, since, token, tokenUntil, rungAt, rungAt, null, 0, 0, 0, null, now.toEpochMilli());
    }

    /** Not at its end; for whoever takes it next. */
    KfState released(Instant now) {
        return new KfState(
                cursor,
                since,
                token,
                tokenUntil,
                now.toEpochMilli(),
                waitingSince,
                null,
                0,
                0,
                failures,
                error,
                pulledAt);
    }

    KfState failed(String problem, @Nullable String usedUp, Instant now, Duration pause) {
        return new KfState(
                cursor,
                since,
                usedUp != null && usedUp.equals(token) ? null : token,
                tokenUntil,
                now.toEpochMilli(),
                waitingSince,
                null,
                0,
                until(now, pause),
                failures + 1,
                problem,
                pulledAt);
    }

    /** Begins anew, with what was sent since shortly before the last pull. */
    KfState withoutCursor(Duration grace) {
        return new KfState(
                null,
                Math.max(since, pulledAt - grace.toMillis()),
                token,
                tokenUntil,
                rungAt,
                waitingSince,
                holder,
                heldUntil,
                retryAt,
                failures,
                error,
                pulledAt);
    }

    private static long until(Instant now, Duration duration) {
        return now.plus(duration).toEpochMilli();
    }

    @Override
    public String toString() {
        return "KfState[failures=" + failures + ", error=" + error + "]";
    }
}
