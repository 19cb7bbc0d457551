// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.SeenKind;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.Route;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.web.CallbackPaths;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The endpoint {@code wecomcallback}: who may be called and where, which handlers receive what, and what came that nobody
 * wanted or that there is no typed record for. No secrets, and nothing of what messages say.
 */
@RequiredArgsConstructor
@Endpoint(id = "wecomcallback", defaultAccess = Access.READ_ONLY)
public class WeComCallbackEndpoint {

    private final AccountRepository accounts;
    private final CallbackPaths paths;
    private final HandlerDispatcher handlers;
    private final CallbackStatistics statistics;

    /**
     * All of it.
     *
     * @param accounts the accounts, as far as they are known beforehand
     * @param routes the handlers, in the order in which they run
     * @param unmatched kinds that no handler wanted, the latest first
     * @param unknown kinds without a typed record, the latest first
     */
    public record Report(List<Called> accounts, List<Route> routes, List<Seen> unmatched, List<Seen> unknown) {}

    /**
     * An account.
     *
     * @param name its name
     * @param kind its kind
     * @param path where it is called
     */
    public record Called(String name, AccountKind kind, String path) {}

    /**
     * A kind of message that came.
     *
     * @param kind such as {@code change_contact/create_user}
     * @param source the family that it belongs to
     * @param count how many came since the start
     * @param last when the last came
     * @param suggestion a handler for it, to be pasted into a bean
     */
    public record Seen(String kind, Source source, long count, Instant last, String suggestion) {

        static Seen of(SeenKind seen) {
            return new Seen(seen.kind().toString(), seen.kind().source(), seen.count(), seen.last(), seen.suggestion());
        }
    }

    /** Shows all of it. */
    @ReadOperation
    public Report report() {
        return new Report(
                accounts.known().stream().map(this::called).toList(),
                handlers.routes(),
                statistics.unmatchedKinds().stream().map(Seen::of).toList(),
                statistics.unknownKinds().stream().map(Seen::of).toList());
    }

    private Called called(Account account) {
        return new Called(account.name(), account.kind(), paths.of(account.name()));
    }
}
