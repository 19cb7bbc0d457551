// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.delivery.InboxAssembly;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.CallbackObserver;
import io.github.wecomcallback.exchange.CallbackObservers;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.ExchangeSettings;
import io.github.wecomcallback.exchange.HandlerExecutor;
import io.github.wecomcallback.exchange.HandlerRuns;
import io.github.wecomcallback.exchange.LatePolicy;
import io.github.wecomcallback.exchange.MessageHandling;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.exchange.ReplyCarriers;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerScanner;
import io.github.wecomcallback.handler.HandlerTimeouts;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** All that receives callbacks, put together by hand: no application context and no web server. */
public final class Callbacks {

    private final CallbackStatistics statistics = new CallbackStatistics();
    private final RedeliveryGuard guard;
    private final @Nullable InboxAssembly inbox;
    private final HandlerExecutor executor;
    private final HandlerTimeouts timeouts;
    private final MessageHandling handling;
    private final CallbackProcessor processor;

    private Callbacks(Builder settings) {
        guard = settings.guard != null ? settings.guard : new MemoryRedeliveryGuard(settings.remember, 1_000);
        AccountLookup accounts = new AccountLookup(AccountRepository.of(settings.accounts), Duration.ZERO, 1);
        timeouts = new HandlerTimeouts(settings.handlerTimeout);
        HandlerDispatcher dispatcher = new HandlerDispatcher(timeouts);
        inbox = settings.inbox == null
                ? null
                : settings.inbox.of(dispatcher, accounts, settings.errors, settings.observers);
        scan(dispatcher, settings);
        executor = new HandlerExecutor(settings.threads, settings.shutdown, settings.capacity, settings.callers);
        HandlerRuns runs = new HandlerRuns(
                dispatcher,
                executor,
                guard,
                settings.errors,
                statistics,
                inbox == null ? settings.kept : inbox.inbox(),
                new ReplyCarriers(settings.carriers));
        handling = new MessageHandling(settings.interceptors, settings.observers, runs);
        processor = new CallbackProcessor(
                accounts,
                handling,
                statistics,
                new ExchangeSettings(settings.timestampWindow, settings.replyTimeout, settings.late),
                Clock.systemUTC());
    }

    private static void scan(HandlerDispatcher dispatcher, Builder settings) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        for (int i = 0; i < settings.handlers.length; i++) {
            beans.registerSingleton("handler" + i, settings.handlers[i]);
        }
        new HandlerScanner(beans, List.of(), dispatcher, settings.retry).afterSingletonsInstantiated();
    }

    /** Makes an inbox for handlers. */
    @FunctionalInterface
    public interface Inboxes {

        InboxAssembly of(
                HandlerDispatcher handlers,
                AccountLookup accounts,
                CallbackErrorHandler errors,
                CallbackObservers observers);
    }

    /** Begins with beans that have handler methods. They run on the thread of the request until told otherwise. */
    public static Builder to(Object... handlers) {
        return new Builder(handlers);
    }

    public CallbackProcessor processor() {
        return processor;
    }

    /** What becomes of messages that are pulled. */
    public MessageHandling handling() {
        return handling;
    }

    public CallbackStatistics statistics() {
        return statistics;
    }

    public InboxAssembly inbox() {
        return Objects.requireNonNull(inbox);
    }

    /** What handlers run on. */
    public HandlerExecutor executor() {
        return executor;
    }

    /** How long handlers may take that do not run from the inbox. */
    public HandlerTimeouts timeouts() {
        return timeouts;
    }

    public RedeliveryGuard guard() {
        return guard;
    }

    public CallbackResponse get(Map<String, String> query) {
        return processor.verifyUrl(request(Account.DEFAULT_NAME, query, new byte[0], Instant.now()));
    }

    public CallbackResponse post(Delivery delivery) {
        return post(Account.DEFAULT_NAME, delivery);
    }

    public CallbackResponse post(String account, Delivery delivery) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        return processor.receive(request(account, delivery.query(), body, Instant.now()));
    }

    /** As the web server does: handlers run on this thread, and another answers when they take too long. */
    public @Nullable CallbackResponse post(Delivery delivery, Consumer<CallbackResponse> late) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        return processor.receive(request(Account.DEFAULT_NAME, delivery.query(), body, Instant.now()), late);
    }

    public CallbackResponse post(Map<String, String> query, byte[] body) {
        return processor.receive(request(Account.DEFAULT_NAME, query, body, Instant.now()));
    }

    /** A delivery that has already waited as long as it may: it is answered at once, whatever is still at work. */
    public CallbackResponse postOutOfPatience(Delivery delivery) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        Instant longAgo = Instant.now().minusSeconds(60);
        return processor.receive(request(Account.DEFAULT_NAME, delivery.query(), body, longAgo));
    }

    private static CallbackRequest request(String account, Map<String, String> query, byte[] body, Instant at) {
        return new CallbackRequest(account, query, Map.of("User-Agent", "Mozilla/4.0"), body, at);
    }

    /** Puts together what differs from test to test. */
    public static final class Builder {

        private final Object[] handlers;
        private List<Account> accounts = List.of(WeCom.account());
        private List<CallbackInterceptor> interceptors = List.of();
        private CallbackObservers observers = CallbackObservers.NONE;
        private List<ReplyCarrier> carriers = List.of();
        private CallbackErrorHandler errors = (exchange, failure) -> Decision.REDELIVER;
        private Executor threads = Runnable::run;
        private Runnable shutdown = () -> {};
        private Duration handlerTimeout = Duration.ofMinutes(10);
        private int capacity = 1_000;
        private int callers = 1_000;
        private Duration replyTimeout = Duration.ofSeconds(30);
        private LatePolicy late = LatePolicy.REDELIVER;
        private Duration timestampWindow = Duration.ofMinutes(5);
        private Duration remember = Duration.ofMinutes(10);
        private @Nullable Inboxes inbox;
        private @Nullable CallbackInbox kept;
        private @Nullable Retry retry;
        private @Nullable RedeliveryGuard guard;

        private Builder(Object... handlers) {
            this.handlers = handlers;
        }

        public Builder accounts(Account... accounts) {
            this.accounts = List.of(accounts);
            return this;
        }

        public Builder interceptors(CallbackInterceptor... interceptors) {
            this.interceptors = List.of(interceptors);
            return this;
        }

        public Builder observers(CallbackObserver... observers) {
            this.observers = new CallbackObservers(List.of(observers));
            return this;
        }

        public Builder carriers(ReplyCarrier... carriers) {
            this.carriers = List.of(carriers);
            return this;
        }

        public Builder errors(CallbackErrorHandler errors) {
            this.errors = errors;
            return this;
        }

        public Builder threads(Executor threads, int capacity) {
            this.threads = threads;
            this.capacity = capacity;
            return this;
        }

        /** Threads for handlers, which end with what is put together here. */
        public Builder threads(ExecutorService threads) {
            this.threads = threads;
            this.shutdown = threads::shutdownNow;
            return this;
        }

        /** How many requests may run their handlers themselves at a time. */
        public Builder callers(int callers) {
            this.callers = callers;
            return this;
        }

        public Builder handlerTimeout(Duration handlerTimeout) {
            this.handlerTimeout = handlerTimeout;
            return this;
        }

        public Builder replyTimeout(Duration replyTimeout) {
            this.replyTimeout = replyTimeout;
            return this;
        }

        public Builder late(LatePolicy late) {
            this.late = late;
            return this;
        }

        public Builder timestampWindow(Duration timestampWindow) {
            this.timestampWindow = timestampWindow;
            return this;
        }

        public Builder remember(Duration remember) {
            this.remember = remember;
            return this;
        }

        /** With an inbox, from which handlers that return nothing run; to be started by the test. */
        public Builder inbox(Retry retry, Inboxes inbox) {
            this.retry = retry;
            this.inbox = inbox;
            return this;
        }

        /** A guard of the test's own, instead of one in memory. */
        public Builder guard(RedeliveryGuard guard) {
            this.guard = guard;
            return this;
        }

        /** With an inbox that only keeps callbacks: what runs from it does not run here. */
        public Builder keptBy(CallbackInbox inbox, Retry retry) {
            this.kept = inbox;
            this.retry = retry;
            return this;
        }

        public Callbacks build() {
            return new Callbacks(this);
        }
    }
}
