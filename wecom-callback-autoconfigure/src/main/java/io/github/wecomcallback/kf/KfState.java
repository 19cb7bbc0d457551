// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import lombok.AccessLevel;
import lombok.Builder;
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
 * @param goneSince since when no node knows the account
 * @param pageDone what is done of the page at the cursor, or null
 */
@Builder(toBuilder = true, access = AccessLevel.PRIVATE)
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
        long pulledAt,
        long goneSince,
        @Nullable String pageDone) {

    /** Nothing pulled yet. */
    static KfState first(Instant since) {
        return builder().since(since.toEpochMilli()).build();
    }

    /** Whether the next pull answers the bell anyhow: nobody has begun one since it rang. */
    boolean isRung() {
        return rungAt != 0;
    }

    /** Whether there is nothing to do: no bell rang, and nobody pulls. */
    boolean isIdle() {
        return rungAt == 0 && holder == null;
    }

    /** Whether no node knows the account. */
    boolean isGone() {
        return goneSince != 0;
    }

    boolean isGoneFor(Duration time, Instant now) {
        return isGone() && goneSince + time.toMillis() <= now.toEpochMilli();
    }

    /** When somebody has to pull: the bell rang, or who pulled gave no sign of life. Null when nobody has to. */
    @Nullable Instant dueAt() {
        return isIdle()
                ? null
                : Instant.ofEpochMilli(
                        LongStream.of(rungAt, heldUntil, retryAt).max().orElseThrow());
    }

    /** Whether somebody has to pull, and has had to for a time. */
    boolean isDueFor(Duration time, Instant now) {
        Instant due = dueAt();
        return due != null && !due.plus(time).isAfter(now);
    }

    boolean isDue(Instant now) {
        return isDueFor(Duration.ZERO, now);
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
        return (isGone() ? found() : this)
                .toBuilder()
                        .token(newer ? newToken : token)
                        .tokenUntil(newer ? tokenEnd.toEpochMilli() : tokenUntil)
                        .rungAt(time)
                        .waitingSince(waitingSince == 0 ? time : waitingSince)
                        .build();
    }

    KfState taken(String id, Instant now, Duration lease) {
        return (isGone() ? found() : this)
                .toBuilder()
                        .rungAt(0)
                        .waitingSince(waitingSince == 0 ? now.toEpochMilli() : waitingSince)
                        .holder(id)
                        .heldUntil(until(now, lease))
                        .retryAt(0)
                        .build();
    }

    KfState renewed(Instant now, Duration lease) {
        return toBuilder().heldUntil(until(now, lease)).build();
    }

    /** A page was handled: whatever failed before does so no more. */
    KfState advanced(@Nullable String next, Instant now, Duration lease) {
        return passed(next, now, lease).toBuilder().failures(0).error(null).build();
    }

    /** A page had nothing in it, which says nothing of what failed before. */
    KfState passed(@Nullable String next, Instant now, Duration lease) {
        return toBuilder()
                .cursor(next)
                .heldUntil(until(now, lease))
                .pageDone(null)
                .build();
    }

    KfState finished(Instant now) {
        return free().toBuilder()
                .waitingSince(rungAt)
                .retryAt(0)
                .failures(0)
                .error(null)
                .pulledAt(now.toEpochMilli())
                .build();
    }

    /** Not at its end; for whoever takes it next. */
    KfState released(@Nullable String done, Instant now) {
        return free().toBuilder()
                .rungAt(now.toEpochMilli())
                .retryAt(0)
                .pageDone(done)
                .build();
    }

    KfState failed(String problem, @Nullable String usedUp, @Nullable String done, Instant now, Duration pause) {
        return free().toBuilder()
                .pageDone(done)
                .token(usedUp != null && usedUp.equals(token) ? null : token)
                .rungAt(now.toEpochMilli())
                .retryAt(until(now, pause))
                .failures(failures + 1)
                .error(problem)
                .build();
    }

    /** Begins anew, with what was sent since shortly before the last pull. */
    KfState withoutCursor(Duration grace) {
        return toBuilder()
                .cursor(null)
                .pageDone(null)
                .since(Math.max(since, pulledAt - grace.toMillis()))
                .build();
    }

    /** Nobody knows the account: nothing waits any more, and it is looked for again after a pause. */
    KfState gone(String problem, Instant now, Duration pause) {
        return free().toBuilder()
                .rungAt(now.toEpochMilli())
                .waitingSince(0)
                .retryAt(until(now, pause))
                .failures(0)
                .error(problem)
                .goneSince(isGone() ? goneSince : now.toEpochMilli())
                .build();
    }

    /** Somebody knows the account again. */
    private KfState found() {
        return toBuilder().goneSince(0).retryAt(0).error(null).build();
    }

    private KfState free() {
        return toBuilder().holder(null).heldUntil(0).build();
    }

    private static long until(Instant now, Duration duration) {
        return now.plus(duration).toEpochMilli();
    }

    @Override
    public String toString() {
        return "KfState[failures=" + failures + ", error=" + error + "]";
    }
}
