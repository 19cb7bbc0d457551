// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.message.MessageKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What happened since the start, in numbers. Thread-safe. */
public class CallbackStatistics {

    private final Map<Outcome.Status, LongAdder> outcomes = adders(Outcome.Status.class);
    private final Map<Refusal, LongAdder> refusals = adders(Refusal.class);
    private final LongAdder redeliveries = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final SeenKinds unmatched = new SeenKinds();
    private final SeenKinds unknown = new SeenKinds();
    private volatile @Nullable Instant lastCallback;

    void answered(Outcome.Status status, Instant receivedAt) {
        outcomes.get(status).increment();
        lastCallback = receivedAt;
    }

    void refused(Refusal refusal) {
        refusals.get(refusal).increment();
    }

    void redelivered() {
        redeliveries.increment();
    }

    void lost() {
        lost.increment();
    }

    /** Counts a message that no handler wanted, and returns whether it is the first of its kind. */
    boolean unmatched(MessageKind kind) {
        return unmatched.add(kind);
    }

    void unknown(MessageKind kind) {
        unknown.add(kind);
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
        return unmatched.count();
    }

    /** What no handler wanted, the latest first. */
    public List<SeenKind> unmatchedKinds() {
        return unmatched.kinds();
    }

    /** How many messages came that there is no typed record for. */
    public long countUnknown() {
        return unknown.count();
    }

    /** What came that there is no typed record for, the latest first. */
    public List<SeenKind> unknownKinds() {
        return unknown.kinds();
    }

    /** How many deliveries were answered with what another delivery of the same message brought about. */
    public long countRedeliveries() {
        return redeliveries.sum();
    }

    /** How many handlers did not succeed with a callback that had been acknowledged at its deadline. */
    public long countLost() {
        return lost.sum();
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
