// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.api.CorpAccessTokens;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.message.KfAccount;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.HostThreads;
import io.github.wecomcallback.support.WeCom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;

/** One node that pulls, without Spring and web server. Several may share a store. */
final class KfNode implements AutoCloseable {

    static final KfDoor DOOR = new KfDoor(Account.DEFAULT_NAME, "wk1");
    static final KfSettings SETTINGS = new KfSettings(
            FirstPull.FROM_NOW,
            Duration.ofSeconds(4),
            Duration.ofMillis(50),
            2,
            4,
            Duration.ofSeconds(10),
            new Retry(3, Duration.ofMillis(10), 1, Duration.ofMillis(10)),
            0);

    private final Account account = Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY)
            .secret("the-s3cret")
            .build();
    private final ExecutorService threads = HostThreads.asNeeded();
    private final KfStatistics statistics = new KfStatistics();
    private final KfAssembly assembly;

    private KfNode(Builder settings) {
        AccountRepository known =
                settings.accounts == null ? AccountRepository.of(List.of(account)) : settings.accounts;
        AccountLookup accounts = new AccountLookup(known, Duration.ZERO, 1);
        RestClient http = RestClient.create(settings.server.baseUrl());
        WeComApi api = new WeComApi(http, new CorpAccessTokens(http, null, Clock.systemUTC()));
        KfSender sender = new KfSender(api, statistics, Clock.systemUTC());
        Callbacks callbacks = Callbacks.to(settings.handlers)
                .accounts(account)
                .interceptors(settings.interceptors)
                .carriers(sender)
                .threads(threads, 1_000)
                .build();
        assembly = new KfAssembly(
                settings.store,
                accounts,
                api,
                sender,
                callbacks.handling(),
                statistics,
                settings.settings,
                true,
                settings.clock);
    }

    static Builder of(ApiServer server, Object... handlers) {
        return new Builder(server, handlers);
    }

    Account account() {
        return account;
    }

    KfNode start() {
        assembly.puller().start();
        return this;
    }

    KfNode ring(String token) {
        Payload bell = Payload.of(WeCom.sample("event.kf_msg_or_event.xml")
                .replaceAll("<OpenKfId>.*</OpenKfId>", "<OpenKfId>wk1</OpenKfId>")
                .replaceAll("<Token>.*</Token>", "<Token>" + token + "</Token>")
                .replaceAll(
                        "<CreateTime>.*</CreateTime>",
                        "<CreateTime>" + Instant.now().getEpochSecond() + "</CreateTime>"));
        CallbackContext context = new CallbackContext(account, Map.of(), Map.of(), new byte[0], bell, Instant.now());
        assembly.bell().handle(bell.as(KfAccount.MessageArrived.class), context);
        return this;
    }

    /** Returns when nothing waits to be pulled. */
    void untilIdle() {
        await().until(() -> overview().lag().isZero());
    }

    KfOverview.Door overview() {
        return assembly.monitor().overview().doors().get(0);
    }

    KfMonitor monitor() {
        return assembly.monitor();
    }

    KfStatistics statistics() {
        return statistics;
    }

    KfPuller puller() {
        return assembly.puller();
    }

    /** Stops it as Spring does. */
    CountDownLatch stopping() {
        CountDownLatch stopped = new CountDownLatch(1);
        assembly.puller().stop(stopped::countDown);
        return stopped;
    }

    @Override
    public void close() {
        try {
            stopping().await(20, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    /** What differs from test to test. */
    static final class Builder {

        private final ApiServer server;
        private final Object[] handlers;
        private KfCursorStore store = new MemoryKfCursorStore(Clock.systemUTC());
        private Clock clock = Clock.systemUTC();
        private KfSettings settings = SETTINGS;
        private CallbackInterceptor[] interceptors = {};
        private @Nullable AccountRepository accounts;

        private Builder(ApiServer server, Object... handlers) {
            this.server = server;
            this.handlers = handlers;
        }

        Builder store(KfCursorStore store) {
            this.store = store;
            return this;
        }

        /** This node's; the store has one of its own. */
        Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        Builder settings(KfSettings settings) {
            this.settings = settings;
            return this;
        }

        Builder interceptors(CallbackInterceptor... interceptors) {
            this.interceptors = interceptors;
            return this;
        }

        /** For what is looked up when it is to be pulled; bells ring at the usual account. */
        Builder accounts(AccountRepository repository) {
            this.accounts = repository;
            return this;
        }

        KfNode build() {
            return new KfNode(this);
        }

        KfNode start() {
            return build().start();
        }
    }
}
