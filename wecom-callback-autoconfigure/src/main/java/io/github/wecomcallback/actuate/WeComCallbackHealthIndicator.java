// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.bot.StreamStatistics;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerTimeouts;
import io.github.wecomcallback.kf.KfMonitor;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows accounts, handlers and counts. It is up as long as anything can be handled: neither a stranger who sends garbage nor a
 * handler that fails is a reason to take the endpoint out of service, since that would lose the callbacks of all others.
 *
 * <p>It is down when handlers that hang hold all threads, be it those of the inbox or those for requests. From then on nothing
 * is handled there, and only a new start helps.
 */
@RequiredArgsConstructor
public final class WeComCallbackHealthIndicator extends AbstractHealthIndicator {

    private final AccountRepository accounts;
    private final HandlerDispatcher handlers;
    private final CallbackStatistics statistics;
    private final HandlerTimeouts timeouts;

    /** How many handlers can be at work at a time that do not run from the inbox. */
    private final int mostHandlers;

    /** How the inbox stands; null where there is none. */
    private final @Nullable InboxMonitor inbox;

    /** How pulling stands; null where nothing is pulled. */
    private final @Nullable KfMonitor kf;
    /** What became of streaming replies; null where nothing counts them. */
    private final @Nullable StreamStatistics streams;

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        int hanging = timeouts.countHanging();
        builder.status(isStuck(hanging) ? Status.DOWN : Status.UP)
                .withDetail(
                        "accounts",
                        accounts.known().stream()
                                .map(WeComCallbackHealthIndicator::describe)
                                .toList())
                .withDetail("handlers", handlers.handlerCount())
                .withDetail("hanging", hanging)
                .withDetail("handled", statistics.count(Outcome.Status.COMPLETED))
                .withDetail("failed", statistics.count(Outcome.Status.FAILED))
                .withDetail("late", statistics.count(Outcome.Status.LATE))
                .withDetail("busy", statistics.count(Outcome.Status.BUSY))
                .withDetail("refused", statistics.refused())
                .withDetail("unmatched", statistics.countUnmatched());
        if (statistics.lastCallback() != null) {
            builder.withDetail("lastCallback", statistics.lastCallback().toString());
        }
        if (inbox != null) {
            builder.withDetail("inbox", describe(inbox::overview)).withDetail("inboxThreads", inbox.threads());
            Duration ahead = inbox.clockAhead();
            builder.withDetail("inboxClockAhead", ahead == null ? "unknown" : ahead.toString());
        }
        if (kf != null) {
            builder.withDetail("kf", describe(() -> kf.overview().doors()));
        }
        if (streams != null && streams.countOpened() > 0) {
            builder.withDetail("bot", Map.of("openStreams", streams.countOpen()));
        }
    }

    private boolean isStuck(int hanging) {
        return hanging >= mostHandlers || (inbox != null && inbox.threads().isStuck());
    }

    /** Not down while the database is away: the platform delivers again, which it would not do to nobody. */
    private static Object describe(Supplier<Object> store) {
        try {
            return store.get();
        } catch (RuntimeException ex) {
            return "unavailable";
        }
    }

    private static Map<String, String> describe(Account account) {
        return Map.of("name", account.name(), "kind", account.kind().name());
    }
}
