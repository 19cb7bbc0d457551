// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.util.List;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What handlers of the inbox failed on until their attempts were used up: to be looked at, tried again or thrown away.
 *
 * <pre>{@code
 * deadLetters.list(100).stream()
 *     .filter(letter -> letter.handler().startsWith("crm#"))
 *     .forEach(letter -> deadLetters.replay(letter.id()));
 * }</pre>
 *
 * <p>Thread-safe, and the same on all nodes.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class DeadLetters {

    private final InboxTable table;
    private final LaneSchedule lanes;
    private final InboxScheduler scheduler;
    private final TransactionOperations transaction;

    /** The latest of them, the last to fail first. */
    public List<DeadLetter> list(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
        return table.dead(limit);
    }

    /** One of them. */
    public Optional<DeadLetter> find(long id) {
        return table.dead(id);
    }

    /** Lets it be handled again, with all its attempts before it. Returns false when there is no such dead letter. */
    public boolean replay(long id) {
        boolean replayed = Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Lane> lane = table.revive(id);
            lane.ifPresent(lanes::hold);
            return lane.isPresent();
        }));
        if (replayed) {
            scheduler.wake();
        }
        return replayed;
    }

    /** Throws it away. Returns false when there is no such dead letter. */
    public boolean discard(long id) {
        return table.discard(id);
    }
}
