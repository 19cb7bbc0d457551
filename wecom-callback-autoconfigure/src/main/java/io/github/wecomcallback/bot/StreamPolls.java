// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.exchange.CallbackExchange;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.StreamReply;
import java.time.Clock;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Answers the platform when it asks how a streaming reply goes on. Streams that are not known go on to the handlers, since an
 * application may have its own; where none answers for one that was begun by this library, it ends with a sentence.
 */
@Slf4j
public final class StreamPolls implements CallbackInterceptor {

    private final BotStreams streams;
    private final OutageLog outages;

    /**
     * @param streams the streams of this node
     * @param clock tells the time
     */
    public StreamPolls(BotStreams streams, Clock clock) {
        this.streams = streams;
        this.outages = new OutageLog(log, clock);
    }

    @Override
    public Outcome intercept(CallbackExchange exchange, Chain chain) throws Exception {
        String id = polledId(exchange);
        if (id == null) {
            return chain.proceed();
        }
        StreamReply part;
        try {
            part = streams.poll(StreamKey.of(exchange.context(), id));
        } catch (StreamStoreUnavailableException ex) {
            outages.warn("The store of streams does not answer; the platform is to ask again", ex.getCause());
            return Outcome.busy();
        }
        return part != null ? Outcome.replied(part) : unknown(id, chain);
    }

    private Outcome unknown(String id, Chain chain) throws Exception {
        Outcome outcome = chain.proceed();
        boolean unanswered = outcome.isCompleted() && outcome.reply() == null;
        if (!unanswered || !LiveStreamReply.isIdOfSuch(id)) {
            return outcome;
        }
        outages.warn(
                "A stream that is asked for is not known here; it ends with a sentence. Was the application started"
                        + " anew, or does another node know it? Several nodes need wecom.callback.guard.store=redis");
        return Outcome.replied(streams.lost(id));
    }

    private static @Nullable String polledId(CallbackExchange exchange) {
        MessageKind kind = exchange.message().kind();
        boolean isPoll =
                kind.source() == Source.BOT && !kind.isEvent() && kind.type().equals("stream");
        return isPoll ? exchange.message().get("stream.id") : null;
    }
}
