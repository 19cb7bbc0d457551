// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What happened since the start, in numbers. Thread-safe. */
public final class CallbackStatistics {

    private final Map<Outcome.Status, LongAdder> outcomes = adders(Outcome.Status.class);
    private final Map<Refusal, LongAdder> refusals = adders(Refusal.class);
    private final LongAdder unmatched = new LongAdder();
    private volatile @Nullable Instant lastCallback;

    void answered(Outcome.Status status, Instant receivedAt) {
        outcomes.get(status).increment();
        lastCallback = receivedAt;
    }

    void refused(Refusal refusal) {
        refusals.get(refusal).increment();
    }

    void unmatched() {
        unmatched.increment();
    }

    /** How many deliveries ended so. */
    public long count(Outcome.Status status) {
        return outcomes.get(status).sum();
    }

    /** How many requests were not let in for that reason. */
    public long count(Refusal refusal) {
        return refusals.get(refusal).sum();
    }

    /** How many requests were not let in. */
    public long refused() {
        return refusals.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many messages no handler wanted. */
    public long countUnmatched() {
        return unmatched.sum();
    }

    /** When the last genuine callback arrived, or null when none did. */
    public @Nullable Instant lastCallback() {
        return lastCallback;
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }
}
