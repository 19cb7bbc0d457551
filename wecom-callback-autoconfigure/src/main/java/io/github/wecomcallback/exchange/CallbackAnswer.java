// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.AcceptedReplies;
import io.github.wecomcallback.reply.LiveStreamReply;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.ReplyKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Turns an outcome into what goes over the wire: the reply, encrypted and signed, or the acknowledgement that the account's
 * kind wants, or a status that makes the platform deliver again.
 */
@Slf4j
@RequiredArgsConstructor
final class CallbackAnswer {

    private final LatePolicy late;

    /** Whether a message may be acknowledged although its handlers are not done. */
    private final Predicate<MessageKey> acknowledge;

    private final Clock clock;

    CallbackResponse to(CallbackExchange exchange, MessageKey key, Opened opened, Outcome outcome) {
        Account account = exchange.context().account();
        CallbackResponse acknowledged = CallbackResponse.text(account.kind().acknowledgement());
        return switch (outcome.status()) {
            case COMPLETED -> {
                CallbackResponse sealed = seal(exchange, opened, outcome.reply());
                yield sealed != null ? sealed : acknowledged;
            }
            case FAILED -> CallbackResponse.status(500);
            case LATE ->
                late == LatePolicy.ACKNOWLEDGE && acknowledge.test(key) ? acknowledged : CallbackResponse.status(503);
            case BUSY -> CallbackResponse.status(503);
        };
    }

    /** The reply as it goes out, or null when there is none or it cannot be sent: the handlers have succeeded. */
    private @Nullable CallbackResponse seal(CallbackExchange exchange, Opened opened, @Nullable Reply reply) {
        if (reply == null || !isAccepted(exchange, reply)) {
            return null;
        }
        try {
            Instant now = clock.instant();
            byte[] plaintext = reply.bytes(exchange.message(), now);
            return ReplyEnvelope.seal(exchange.context(), opened, plaintext, now.getEpochSecond());
        } catch (RuntimeException ex) {
            String type = reply.getClass().getSimpleName();
            log.error("The {} to {} cannot be written; acknowledged without it", type, exchange.context(), ex);
            return null;
        }
    }

    private static boolean isAccepted(CallbackExchange exchange, Reply reply) {
        WeComMessage message = exchange.message();
        if (AcceptedReplies.accepts(message, reply)) {
            return true;
        }
        if (reply instanceof LiveStreamReply live) {
            live.discard();
        }
        Set<ReplyKind> accepted = AcceptedReplies.of(message.kind());
        log.error(
                "The reply to {} is of kind {}, but such a message accepts {}; acknowledged without it",
                exchange.context(),
                reply.kind(message),
                accepted.isEmpty() ? "none" : "only " + accepted);
        return false;
    }
}
