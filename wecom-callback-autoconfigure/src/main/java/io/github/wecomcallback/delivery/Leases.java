// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.ClaimStore.Claim;
import io.github.wecomcallback.exchange.OutageLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;

/** Keeps the claims of this node from lapsing while their handlers are at work. Most are done before it is time. */
@RequiredArgsConstructor
final class Leases {

    private static final int PARTS = 3;

    private final Map<Claim, Long> renewed = new ConcurrentHashMap<>();
    private final ClaimStore store;
    private final Duration lease;
    private final OutageLog failures;

    void start(GuardThreads threads) {
        threads.renewEvery(lease.dividedBy(2 * PARTS), this::renew);
    }

    /** @param since when the store was asked for it */
    void add(Claim claim, long since) {
        renewed.put(claim, since);
    }

    void remove(Claim claim) {
        renewed.remove(claim);
    }

    private void renew() {
        long now = System.nanoTime();
        List<Claim> due = renewed.entrySet().stream()
                .filter(entry ->
                        now - entry.getValue() >= lease.dividedBy(PARTS).toNanos())
                .map(Map.Entry::getKey)
                .toList();
        if (due.isEmpty()) {
            return;
        }
        try {
            store.renew(due, lease);
            due.forEach(claim -> renewed.computeIfPresent(claim, (key, since) -> now));
        } catch (RuntimeException | Error ex) {
            // Whatever it was: thrown on, it would end all renewals.
            failures.warn(
                    "The store of the redelivery guard fails; claims may lapse while their handlers are at work", ex);
        }
    }
}
