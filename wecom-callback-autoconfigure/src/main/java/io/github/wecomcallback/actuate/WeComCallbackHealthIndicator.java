// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.bot.StreamStatistics;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.Outcome.Status;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.kf.KfMonitor;
import java.util.Map;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Shows accounts, handlers and counts. It is up as long as the application is: neither a stranger who sends garbage nor a
 * handler that fails is a reason to take the endpoint out of service, since that would lose the callbacks of all others.
 */
@RequiredArgsConstructor
public final class WeComCallbackHealthIndicator extends AbstractHealthIndicator {

    private final AccountRepository accounts;
    private final HandlerDispatcher handlers;
    private final CallbackStatistics statistics;

    /** How the inbox stands; null where there is none. */
    private final @Nullable InboxMonitor inbox;

    /** How pulling stands; null where nothing is pulled. */
    private final @Nullable KfMonitor kf;
    /** What became of streaming replies; null where nothing counts them. */
    private final @Nullable StreamStatistics streams;

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up()
                .withDetail(
                        "accounts",
                        accounts.known().stream()
                                .map(WeComCallbackHealthIndicator::describe)
                                .toList())
                .withDetail("handlers", handlers.handlerCount())
                .withDetail("handled", statistics.count(Status.COMPLETED))
                .withDetail("failed", statistics.count(Status.FAILED))
                .withDetail("late", statistics.count(Status.LATE))
                .withDetail("busy", statistics.count(Status.BUSY))
                .withDetail("refused", statistics.refused())
                .withDetail("unmatched", statistics.countUnmatched());
        if (statistics.lastCallback() != null) {
            builder.withDetail("lastCallback", statistics.lastCallback().toString());
        }
        if (inbox != null) {
            builder.withDetail("inbox", describe(inbox::overview));
        }
        if (kf != null) {
            builder.withDetail("kf", describe(() -> kf.overview().doors()));
        }
        if (streams != null && streams.countOpened() > 0) {
            builder.withDetail("bot", Map.of("openStreams", streams.countOpen()));
        }
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
