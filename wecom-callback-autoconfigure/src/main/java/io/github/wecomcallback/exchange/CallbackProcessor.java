// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.exchange.Deadlines.Deadline;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.PayloadReader;
import io.github.wecomcallback.message.UnreadablePayloadException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The way of one callback, from the bytes that came to the bytes that go.
 *
 * <ol>
 *   <li>The path names the account; without one, nothing further is read.
 *   <li>The signature over the cipher text must be the account's, and the time not far from now.
 *   <li>The cipher text opens with the account's key, and what it holds is meant for the account.
 *   <li>The plaintext is read, once. The time that it was made at, if it tells one, must not be far from now either. It
 *       passes the interceptors on its way to the handlers and back.
 *   <li>The guard lets one run of the handlers happen, and the request waits for it as long as the platform does. Handlers
 *       run on the request's own thread where the caller lets another one answer when they take too long.
 *   <li>The reply is encrypted and signed; without one the callback is acknowledged as its account's kind wants.
 * </ol>
 *
 * <p>Thread-safe, and without a lock that requests share.
 */
@Slf4j
public class CallbackProcessor implements AutoCloseable {

    private final PayloadReader payloads = new PayloadReader();
    private final CallbackGate gate;
    private final AccountLookup accounts;
    private final MessageHandling handling;
    private final RefusalLog refusals;
    private final CallbackStatistics statistics;
    private final CallbackAnswer answer;
    private final Deadlines deadlines = new Deadlines();
    private final ExchangeSettings settings;
    private final Clock clock;

    /**
     * @param accounts who may be called
     * @param handling what becomes of a message
     * @param statistics what is counted
     * @param settings times and what to do when they are over
     * @param clock tells the time
     */
    public CallbackProcessor(
            AccountLookup accounts,
            MessageHandling handling,
            CallbackStatistics statistics,
            ExchangeSettings settings,
            Clock clock) {
        this.gate = new CallbackGate(settings.timestampWindow());
        this.accounts = accounts;
        this.handling = handling;
        this.refusals = new RefusalLog(statistics);
        this.statistics = statistics;
        this.answer = new CallbackAnswer(settings.late(), handling::acknowledge, clock);
        this.settings = settings;
        this.clock = clock;
    }

    /** Answers a URL verification with the echo that the request carries. Changes nothing. */
    public CallbackResponse verifyUrl(CallbackRequest request) {
        return within(request, account -> CallbackResponse.text(gate.echo(account, request)));
    }

    /** Receives a message or event. Its handlers run on other threads. */
    public CallbackResponse receive(CallbackRequest request) {
        return within(request, account -> {
            Received received = open(account, request);
            return handling.handle(
                    received.exchange,
                    received.key,
                    null,
                    () -> remaining(received.exchange),
                    (outcome, delivery) -> answer(received, outcome, delivery));
        });
    }

    /**
     * Says whether a request is worth reading.
     *
     * @param account the name of the account, as the path says
     * @param receivedAt when the request arrived
     */
    public Admission admit(String account, Instant receivedAt) {
        return within(
                account,
                () -> {
                    Account found = account(account);
                    return new Admission(found, remaining(found, receivedAt), null);
                },
                Admission::refused);
    }

    /**
     * Receives a message or event. Its handlers run on this thread as a rule, so this may take longer than the platform waits.
     *
     * @param late takes the answer when it does, on another thread; is called at most once, and not after this has returned
     * @return the answer, or null when it was given already
     */
    public @Nullable CallbackResponse receive(CallbackRequest request, Consumer<CallbackResponse> late) {
        return within(request, account -> receive(open(account, request), late));
    }

    /** The same for a request that was {@linkplain #admit admitted}, so that its account need not be looked up again. */
    public @Nullable CallbackResponse receive(
            Account account, CallbackRequest request, Consumer<CallbackResponse> late) {
        return within(
                request.account(), () -> receive(open(account, request), late), Function.<CallbackResponse>identity());
    }

    private @Nullable CallbackResponse receive(Received received, Consumer<CallbackResponse> late) {
        CallbackExchange exchange = received.exchange;
        Deadline deadline = deadlines.begin(remaining(exchange), () -> answerLate(received, late));
        try {
            return handling.handle(
                    exchange,
                    received.key,
                    Thread.currentThread(),
                    () -> remaining(exchange),
                    (outcome, delivery) -> inTime(deadline, received, outcome, delivery));
        } catch (RuntimeException ex) {
            if (deadline.end()) {
                throw ex;
            }
            log.error("{} was answered in time, and broke off after that", exchange.context(), ex);
            return null;
        } finally {
            deadline.end();
        }
    }

    private @Nullable CallbackResponse inTime(
            Deadline deadline, Received received, Outcome outcome, Delivery delivery) {
        if (deadline.end()) {
            return answer(received, outcome, delivery);
        }
        delivery.answeredLate();
        return null;
    }

    private void answerLate(Received received, Consumer<CallbackResponse> late) {
        try {
            log.debug("{} is not done in time", received.exchange.context());
            count(Outcome.Status.LATE, false, received.exchange.context().receivedAt());
            late.accept(answer.to(received.exchange, received.key, received.opened, Outcome.late()));
        } catch (RuntimeException ex) {
            log.debug("Nobody waits for the answer to {} any more", received.exchange.context(), ex);
        }
    }

    private CallbackResponse answer(Received received, Outcome outcome, Delivery delivery) {
        count(
                outcome.status(),
                delivery.isRedelivery(),
                received.exchange.context().receivedAt());
        return answer.to(received.exchange, received.key, received.opened, outcome);
    }

    private Received open(Account account, CallbackRequest request) {
        Opened opened = gate.open(account, request);
        CallbackExchange exchange = exchange(account, request, opened.plaintext());
        gate.checkCreated(exchange.context().payload(), request.receivedAt());
        MessageKey key = MessageKey.of(exchange.context());
        return new Received(opened, exchange, key);
    }

    /** A callback that was let in, and is about to be handled. */
    private record Received(Opened opened, CallbackExchange exchange, MessageKey key) {}

    /** Ends the thread that watches deadlines. */
    @Override
    public void close() {
        deadlines.close();
    }

    /** Answers a request that is not to be looked at any further. */
    public CallbackResponse refuse(String account, Refusal refusal) {
        refusals.refused(account, refusal);
        return CallbackResponse.status(refusal.status());
    }

    /** Whatever goes wrong, the caller gets a status and nothing else. */
    private CallbackResponse within(CallbackRequest request, Function<Account, CallbackResponse> way) {
        String name = request.account();
        return within(name, () -> way.apply(account(name)), Function.identity());
    }

    private <T> T within(String account, Supplier<T> way, Function<CallbackResponse, T> refused) {
        try {
            return way.get();
        } catch (RefusedException ex) {
            return refused.apply(refuse(account, ex.refusal()));
        } catch (RuntimeException ex) {
            log.error("A request to account '{}' could not be answered; it will be delivered again", account, ex);
            return refused.apply(CallbackResponse.status(503));
        }
    }

    private Account account(String name) {
        Account account = accounts.find(name);
        if (account == null) {
            throw new RefusedException(Refusal.UNKNOWN_ACCOUNT);
        }
        return account;
    }

    private Payload payload(Decrypted decrypted) {
        try {
            return payloads.read(decrypted.buffer(), decrypted.offset(), decrypted.length());
        } catch (UnreadablePayloadException ex) {
            throw new RefusedException(Refusal.UNREADABLE);
        }
    }

    private CallbackExchange exchange(Account account, CallbackRequest request, Decrypted decrypted) {
        CallbackContext context = new CallbackContext(
                account,
                decrypted.receiveId(),
                request.query(),
                request.headers(),
                request.body(),
                payload(decrypted),
                request.receivedAt());
        return new CallbackExchange(context);
    }

    private void count(Outcome.Status status, boolean redelivery, Instant receivedAt) {
        statistics.answered(status, receivedAt);
        if (redelivery) {
            statistics.redelivered();
        }
    }

    /** The platform counts from the arrival of the request, and so does this. */
    private Duration remaining(CallbackExchange exchange) {
        return remaining(exchange.context().account(), exchange.context().receivedAt());
    }

    private Duration remaining(Account account, Instant receivedAt) {
        Duration patience = settings.replyTimeout();
        Duration shorter = account.kind().replyTimeout();
        if (shorter != null && shorter.compareTo(patience) < 0) {
            patience = shorter;
        }
        return Duration.between(clock.instant(), receivedAt.plus(patience));
    }
}
