// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;
import io.github.wecomcallback.exchange.CallbackObservers;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.ExchangeSettings;
import io.github.wecomcallback.exchange.HandlerExecutor;
import io.github.wecomcallback.exchange.HandlerRuns;
import io.github.wecomcallback.exchange.LatePolicy;
import io.github.wecomcallback.exchange.MdcObserver;
import io.github.wecomcallback.exchange.MessageHandling;
import io.github.wecomcallback.exchange.ReplyCarriers;
import io.github.wecomcallback.handler.HandlerScanner;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Has one callback made up, received and answered while the application starts, on the thread that Boot has for such things:
 * so neither the start nor the first callback waits for the classes to be loaded. Nothing of the application takes part. As
 * with all that Boot does on that thread, {@code -Dspring.backgroundpreinitializer.ignore=true} switches it off.
 */
final class CallbackRehearsal implements BackgroundPreinitializer {

    private static final String KEY = "A".repeat(43);
    private static final String TEXT =
            "<xml><ToUserName><![CDATA[rehearsal]]></ToUserName><FromUserName><![CDATA[rehearsal]]></FromUserName>"
                    + "<CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[rehearsal]]></Content>"
                    + "<MsgId>1</MsgId><AgentID>1</AgentID></xml>";

    /** The one who answers. */
    private static final class Echo {

        @WeComMessageHandler(type = "text")
        Reply echo(UserMessage.Text text) {
            return Reply.text(text.content());
        }
    }

    @Override
    public void preinitialize() {
        rehearse();
    }

    CallbackResponse rehearse() {
        Account account = Account.app("rehearsal", "rehearsal", KEY).build();
        try (CallbackProcessor processor = processor(account)) {
            return processor.receive(CallbackRequest.sealed(account, TEXT, Instant.now()));
        }
    }

    private static CallbackProcessor processor(Account account) {
        CallbackStatistics statistics = new CallbackStatistics();
        HandlerRuns runs = new HandlerRuns(
                HandlerScanner.dispatcherOf(new Echo()),
                new HandlerExecutor(Runnable::run, () -> {}, 1, 1),
                new MemoryRedeliveryGuard(Duration.ofMinutes(1), 1),
                (exchange, failure) -> Decision.REDELIVER,
                statistics,
                null,
                new ReplyCarriers(List.of()));
        return new CallbackProcessor(
                new AccountLookup(AccountRepository.of(List.of(account)), Duration.ZERO, 1),
                new MessageHandling(List.of(), new CallbackObservers(List.of(new MdcObserver())), runs),
                statistics,
                new ExchangeSettings(Duration.ZERO, Duration.ofSeconds(4), LatePolicy.REDELIVER),
                Clock.systemUTC());
    }
}
