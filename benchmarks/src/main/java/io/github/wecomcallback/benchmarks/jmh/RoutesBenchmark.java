// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.jmh;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.benchmarks.peer.GeneratedHandlers;
import io.github.wecomcallback.benchmarks.peer.WxJavaPeer;
import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Sample;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.message.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import me.chanjar.weixin.cp.bean.message.WxCpXmlMessage;
import me.chanjar.weixin.cp.message.WxCpMessageRouter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The account found, and the one handler of many that wants the message found and called. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RoutesBenchmark {

    /** The starter: account and handler. */
    @Benchmark
    public Object starter(Starter starter) {
        return starter.route();
    }

    /** WxJava: one account's rules, asked one after the other; the last of them is the one. */
    @Benchmark
    public Object wxJava(WxJava wxJava) {
        return wxJava.router.route(wxJava.message);
    }

    /** Accounts and handlers. */
    @State(Scope.Benchmark)
    public static class Starter {

        @Param({"1", "100", "1000"})
        int handlers = 1;

        @Param({"1", "10000"})
        int accounts = 1;

        private final HandlerDispatcher dispatcher = new HandlerDispatcher();
        private final Payload payload = Payload.of(Sample.TEXT.plaintext(1));
        private AccountLookup lookup;
        private String[] names;

        /** Makes them. */
        @Setup
        public void prepare() {
            GeneratedHandlers.into(dispatcher, handlers);
            names = IntStream.range(0, accounts).mapToObj(i -> "app" + i).toArray(String[]::new);
            AccountRepository repository = AccountRepository.of(IntStream.range(0, accounts)
                    .mapToObj(i -> Account.app(Platform.CORP_ID, Platform.TOKEN, Platform.AES_KEY)
                            .name(names[i])
                            .build())
                    .toList());
            lookup = new AccountLookup(repository, Duration.ofMinutes(1), 10_000);
        }

        Object route() {
            String name = names[ThreadLocalRandom.current().nextInt(names.length)];
            Account account = Objects.requireNonNull(lookup.find(name));
            CallbackContext context =
                    new CallbackContext(account, Map.of(), Map.of(), new byte[0], payload, Instant.EPOCH);
            HandlerProgress progress = new HandlerProgress();
            dispatcher
                    .dispatch(context, progress, deferred -> {}, handler -> HandlerWatch.NONE, Runnable::run)
                    .join();
            return Objects.requireNonNull(progress.reply());
        }
    }

    /** Rules. */
    @State(Scope.Benchmark)
    public static class WxJava {

        @Param({"1", "100", "1000"})
        int handlers = 1;

        private final WxCpMessageRouter router = WxJavaPeer.emptyRouter(WxJavaPeer.config());
        private final WxCpXmlMessage message = WxCpXmlMessage.fromXml(Sample.TEXT.plaintext(1), "1000012");

        /** Makes them. */
        @Setup
        public void prepare() {
            for (int i = 1; i < handlers; i++) {
                router.rule()
                        .async(false)
                        .msgType("event")
                        .event("event" + i)
                        .handler((in, context, service, sessions) -> null)
                        .end();
            }
            router.rule()
                    .async(false)
                    .msgType("text")
                    .handler((in, context, service, sessions) -> WxJavaPeer.textTo(in))
                    .end();
        }
    }
}
