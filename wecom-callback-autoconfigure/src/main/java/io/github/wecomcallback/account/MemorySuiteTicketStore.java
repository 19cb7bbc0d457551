// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps tickets in memory, one per suite. Thread-safe. */
public final class MemorySuiteTicketStore implements SuiteTicketStore {

    private final Map<String, SuiteTicket> tickets = new ConcurrentHashMap<>();

    @Override
    public void save(SuiteTicket ticket) {
        // A late redelivery of an older ticket must not take the place of a newer one.
        tickets.merge(
                ticket.suiteId(),
                ticket,
                (known, next) -> next.receivedAt().isBefore(known.receivedAt()) ? known : next);
    }

    @Override
    public @Nullable SuiteTicket find(String suiteId) {
        return tickets.get(suiteId);
    }
}
