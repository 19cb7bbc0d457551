// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.CallbackObserver;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.exchange.ReplyCarriers;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.WeCom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One node with an inbox, without web server. Several may share a database. */
final class InboxNode implements AutoCloseable {

    static final InboxSettings SETTINGS = new InboxSettings(
            4,
            Duration.ofMillis(50),
            Duration.ofSeconds(4),
            Duration.ofMinutes(10),
            Duration.ofDays(1),
            Duration.ofDays(30),
            Duration.ofSeconds(10));
    static final Retry THREE_TIMES = new Retry(3, Duration.ofMillis(10), 1, Duration.ofMillis(10));

    private final WeCom weCom = new WeCom();
    private final Callbacks callbacks;

    private final InboxTable table;

    private InboxNode(Callbacks callbacks, InboxTable table) {
        this.callbacks = callbacks;
        this.table = table;
    }

    static Builder on(DataSource dataSource, Object... handlers) {
        return new Builder(dataSource, handlers);
    }

    /** As nodes see it. */
    static StorageDatabase database(DataSource dataSource) {
        try {
            return new StorageDatabase(dataSource, SqlDialect.of(dataSource));
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    InboxNode start() {
        callbacks.inbox().scheduler().start();
        return this;
    }

    /** Delivers a plaintext and returns the status of the answer. */
    int deliver(String plaintext) {
        return deliver(weCom.deliver(plaintext));
    }

    int deliver(WeCom.Delivery delivery) {
        return callbacks.post(delivery).status();
    }

    InboxAssembly inbox() {
        return callbacks.inbox();
    }

    DeadLetters deadLetters() {
        return callbacks.inbox().deadLetters();
    }

    long waiting() {
        return table.overview().waiting();
    }

    @Override
    public void close() {
        if (callbacks.inbox().scheduler().isRunning()) {
            callbacks.inbox().scheduler().stop();
        }
    }

    /** What differs from test to test. */
    static final class Builder {

        private Account account = WeCom.account();
        private List<ReplyCarrier> carriers = List.of();
        private final DataSource dataSource;
        private final Object[] handlers;
        private InboxSettings settings = SETTINGS;
        private Retry retry = THREE_TIMES;
        private @Nullable PayloadCipher cipher;
        private CallbackErrorHandler errors = (exchange, failure) -> Decision.REDELIVER;
        private CallbackInterceptor[] interceptors = {};
        private CallbackObserver[] observers = {};
        private Clock clock = Clock.systemUTC();

        private Builder(DataSource dataSource, Object... handlers) {
            this.dataSource = dataSource;
            this.handlers = handlers;
        }

        Builder account(Account account) {
            this.account = account;
            return this;
        }

        Builder settings(InboxSettings settings) {
            this.settings = settings;
            return this;
        }

        Builder handlerTimeout(Duration timeout) {
            settings = new InboxSettings(
                    settings.threads(),
                    settings.pollInterval(),
                    settings.lease(),
                    timeout,
                    settings.keepHandled(),
                    settings.keepDead(),
                    settings.shutdown());
            return this;
        }

        Builder retry(Retry retry) {
            this.retry = retry;
            return this;
        }

        Builder cipher(@Nullable PayloadCipher cipher) {
            this.cipher = cipher;
            return this;
        }

        Builder errors(CallbackErrorHandler errors) {
            this.errors = errors;
            return this;
        }

        Builder interceptors(CallbackInterceptor... interceptors) {
            this.interceptors = interceptors;
            return this;
        }

        Builder observers(CallbackObserver... observers) {
            this.observers = observers;
            return this;
        }

        Builder carriers(ReplyCarrier... carriers) {
            this.carriers = List.of(carriers);
            return this;
        }

        Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** A node that takes callbacks, and runs none from the inbox until it is started. */
        InboxNode build() {
            Callbacks callbacks = Callbacks.to(handlers)
                    .accounts(account)
                    .errors(errors)
                    .interceptors(interceptors)
                    .observers(observers)
                    .inbox(
                            retry,
                            (dispatcher, accounts, onError, onlookers) -> new InboxAssembly(
                                    dataSource,
                                    database(dataSource).dialect(),
                                    settings,
                                    retry,
                                    dispatcher,
                                    accounts,
                                    onError,
                                    onlookers,
                                    new ReplyCarriers(carriers),
                                    cipher,
                                    clock))
                    .build();
            return new InboxNode(callbacks, new InboxTable(database(dataSource), clock));
        }

        InboxNode start() {
            return build().start();
        }
    }
}
