// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.delivery.DeadLetter;
import io.github.wecomcallback.delivery.DeadLetters;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.delivery.InboxOverview;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The endpoint {@code wecominbox}: how the inbox stands, and its dead letters. What a message says is not shown.
 *
 * <p>To replay and discard, an application has to open it with {@code management.endpoint.wecominbox.access=unrestricted}:
 * many expose all endpoints, and not everybody who may look should be able to.
 */
@RequiredArgsConstructor
@Endpoint(id = "wecominbox", defaultAccess = Access.READ_ONLY)
public class WeComInboxEndpoint {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final String NOT_THERE = "there is no such dead letter";

    private final InboxMonitor monitor;
    private final DeadLetters deadLetters;

    /**
     * How the inbox stands, and the latest dead letters.
     *
     * @param inbox how it stands
     * @param deadLetters the latest
     */
    public record Report(InboxOverview inbox, List<DeadLetter> deadLetters) {}

    /**
     * What became of a dead letter.
     *
     * @param id its number
     * @param done what was done with it
     */
    public record Done(long id, String done) {}

    /** Shows how the inbox stands, and the latest dead letters: 100, or as many as asked for. */
    @ReadOperation
    public Report report(@Nullable Integer limit) {
        int some = limit == null ? DEFAULT_LIMIT : Math.max(1, Math.min(limit, MAX_LIMIT));
        return new Report(monitor.overview(), deadLetters.list(some));
    }

    /** Shows one dead letter. */
    @ReadOperation
    public @Nullable DeadLetter deadLetter(@Selector long id) {
        return deadLetters.find(id).orElse(null);
    }

    /** Lets a dead letter be handled again. */
    @WriteOperation
    public Done replay(@Selector long id) {
        return new Done(id, deadLetters.replay(id) ? "replayed" : NOT_THERE);
    }

    /** Throws a dead letter away. */
    @DeleteOperation
    public Done discard(@Selector long id) {
        return new Done(id, deadLetters.discard(id) ? "discarded" : NOT_THERE);
    }
}
