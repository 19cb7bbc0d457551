// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.exchange.RecentCallback;
import io.github.wecomcallback.message.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page gets to see. All of it is listed here, so that nothing gets there unnoticed. */
final class ConsoleViews {

    private ConsoleViews() {}

    /** What does not change. */
    record About(
            List<Called> accounts, boolean inbox, @Nullable CsrfHeader csrf) {}

    /** An account: its name and where it is called, and no id and no secret. */
    record Called(String name, AccountKind kind, String path) {

        static Called of(Account account, String path) {
            return new Called(account.name(), account.kind(), path);
        }
    }

    /** A message that arrived. */
    record Arrived(
            String message,
            String account,
            String kind,
            Source source,
            @Nullable String sender,
            Instant receivedAt,
            int deliveries,
            Outcome.@Nullable Status outcome,
            @Nullable Double millis,
            List<Call> handlers,
            @Nullable String plaintext) {

        static Arrived of(RecentCallback recent) {
            return new Arrived(
                    recent.message(),
                    recent.account(),
                    recent.kind().toString(),
                    recent.kind().source(),
                    recent.sender(),
                    recent.receivedAt(),
                    recent.deliveries(),
                    recent.outcome(),
                    recent.duration() == null ? null : inMillis(recent.duration()),
                    recent.handlers().stream().map(Call::of).toList(),
                    recent.plaintext());
        }
    }

    /** A handler that was called for it. */
    record Call(
            String handler,
            boolean fromInbox,
            double millis,
            @Nullable String failure) {

        static Call of(RecentCallback.HandlerCall call) {
            return new Call(call.handler(), call.fromInbox(), inMillis(call.duration()), call.failure());
        }
    }

    /** The text of a sample. */
    record SampleText(String plaintext) {}

    /** What was done. */
    record Done(boolean done) {}

    /** Why nothing was done. */
    record Problem(String error) {

        static final Problem NOTHING_TO_SEND = new Problem(
                "Say in JSON, of at most 1 MB, to which account to send what: an account, and a sample of the list or a"
                        + " plaintext.");
    }

    /** What to send to whom. */
    record Sending(
            @Nullable String account,
            @Nullable String sample,
            @Nullable String plaintext,
            @Nullable Boolean fresh) {}

    private static double inMillis(Duration duration) {
        return Math.round(duration.toNanos() / 100_000.0) / 10.0;
    }
}
