// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.api.WeComApiException;
import io.github.wecomcallback.exchange.ReplyDelayedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Lets the replies of one door out. While the platform takes none, nothing is sent for a moment that grows, and then one reply
 * tries it for all others, which wait for what comes of it. Thread-safe.
 */
@RequiredArgsConstructor
final class SendGate {

    /** Shorter than the first pause of a pull, and growing alike, so that a pull that goes on finds it open for a try. */
    private static final Duration FIRST_REST = Duration.ofMillis(500);

    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    /** How long to wait for another reply that tries it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock trying = new ReentrantLock();
    private final LongSupplier nanoTime;

    /** Null while replies are taken. */
    private volatile @Nullable Trouble trouble;

    private volatile @Nullable Delay lastDelay;

    /**
     * Sends a reply, or fails for now.
     *
     * @param call sends it
     * @throws ReplyDelayedException when the platform takes none at the moment
     * @throws WeComApiException when it does not take this one
     */
    void send(Runnable call) {
        Trouble known = trouble;
        if (known == null || isOverWhenOurTurn(call, known)) {
            attempt(call, null);
        }
    }

    /** Why a reply was delayed since a time, or null when none was. */
    @Nullable WeComApiException troubleSince(long time) {
        Delay delay = lastDelay;
        return delay == null || delay.at - time < 0 ? null : delay.cause;
    }

    /** Whether the trouble is over without us; if not, the reply was sent, or is delayed. */
    private boolean isOverWhenOurTurn(Runnable call, Trouble known) {
        if (!tryLock()) {
            throw delayed(known);
        }
        try {
            Trouble latest = trouble;
            if (latest == null) {
                return true;
            }
            if (latest != known || latest.until - nanoTime.getAsLong() > 0) {
                // Who came before has tried it for us, or it is too soon.
                throw delayed(latest);
            }
            attempt(call, latest);
            return false;
        } finally {
            trying.unlock();
        }
    }

    /** @param before the trouble after which it is tried, or null when none was known */
    private void attempt(Runnable call, @Nullable Trouble before) {
        try {
            call.run();
        } catch (WeComApiException ex) {
            if (ex.concernsAllCalls()) {
                throw delayed(noted(ex, before));
            }
            over(before);
            throw ex;
        }
        over(before);
    }

    private void over(@Nullable Trouble before) {
        if (before != null) {
            trouble = null;
        }
    }

    private Trouble noted(WeComApiException cause, @Nullable Trouble before) {
        Trouble latest = trouble;
        if (before == null && latest != null) {
            // Of several that were on their way, one is enough.
            return latest;
        }
        Duration grown = before == null ? FIRST_REST : before.rest.multipliedBy(2);
        Duration rest = grown.compareTo(LONGEST_REST) < 0 ? grown : LONGEST_REST;
        Trouble next = new Trouble(cause, rest, nanoTime.getAsLong() + rest.toNanos());
        trouble = next;
        return next;
    }

    private ReplyDelayedException delayed(Trouble by) {
        long now = nanoTime.getAsLong();
        lastDelay = new Delay(by.cause, now);
        Duration pause = Duration.ofNanos(Math.max(by.until - now, FIRST_REST.toNanos()));
        return new ReplyDelayedException(
                "No replies are taken at the moment: " + by.cause.getMessage(), pause, by.cause);
    }

    private boolean tryLock() {
        try {
            return trying.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The platform takes none.
     *
     * @param cause what it said
     * @param rest for how long nothing is sent
     * @param until until when
     */
    private record Trouble(WeComApiException cause, Duration rest, long until) {}

    /**
     * A reply was delayed.
     *
     * @param cause what the platform said
     * @param at when
     */
    private record Delay(WeComApiException cause, long at) {}
}
