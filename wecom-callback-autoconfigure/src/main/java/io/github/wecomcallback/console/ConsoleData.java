// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.console.ConsoleViews.Arrived;
import io.github.wecomcallback.console.ConsoleViews.Called;
import io.github.wecomcallback.delivery.DeadLetter;
import io.github.wecomcallback.delivery.DeadLetters;
import io.github.wecomcallback.exchange.RecentCallbacks;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.Route;
import io.github.wecomcallback.web.CallbackPaths;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What there is to show. Without an inbox there are no dead letters. */
@RequiredArgsConstructor
public final class ConsoleData {

    private static final int MAX_DEAD_LETTERS = 100;

    private final AccountRepository accounts;
    private final CallbackPaths paths;
    private final RecentCallbacks recent;
    private final HandlerDispatcher handlers;
    private final @Nullable DeadLetters deadLetters;

    List<Called> accounts() {
        return accounts.known().stream()
                .map(account -> Called.of(account, paths.of(account.name())))
                .toList();
    }

    List<Arrived> recent() {
        return recent.latest().stream().map(Arrived::of).toList();
    }

    List<Route> handlers() {
        return handlers.routes();
    }

    boolean hasInbox() {
        return deadLetters != null;
    }

    /** The latest dead letters, or null without an inbox. */
    @Nullable List<DeadLetter> deadLetters() {
        return deadLetters == null ? null : deadLetters.list(MAX_DEAD_LETTERS);
    }

    boolean replay(long id) {
        return deadLetters != null && deadLetters.replay(id);
    }

    boolean discard(long id) {
        return deadLetters != null && deadLetters.discard(id);
    }
}
