// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.api.WeComApiException;
import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.exchange.ReplyDelayedException;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.reply.AcceptedReplies;
import io.github.wecomcallback.reply.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends replies to customers: as answer to the event where that carries a code for it, else as a message. Each has an id that
 * is the same whenever it is tried, so that the platform does not take it twice. While the platform takes none, those of the
 * same door wait. Thread-safe.
 */
@Slf4j
public class KfSender implements ReplyCarrier {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SERVICER = "5";
    private static final int MAX_ID_LENGTH = 32;

    /** How long after a customer wrote the platform takes replies. */
    private static final Duration REPLY_TIME = Duration.ofHours(48);

    private final Map<KfDoor, SendGate> gates = new ConcurrentHashMap<>();
    private final KfApi api;
    private final KfStatistics statistics;
    private final Clock clock;
    private final OutageLog outages;

    /**
     * @param api calls the platform
     * @param statistics what is counted
     * @param clock tells the time
     */
    public KfSender(WeComApi api, KfStatistics statistics, Clock clock) {
        this.api = new KfApi(api);
        this.statistics = statistics;
        this.clock = clock;
        this.outages = new OutageLog(log, clock);
    }

    @Override
    public boolean carries(CallbackContext context, Reply reply) {
        return context.payload().kind().source() == Source.KF;
    }

    /** Fails when it may be sent later. What can never be sent is logged and counted. */
    @Override
    public @Nullable Reply carry(CallbackContext context, Reply reply, String id) {
        Payload item = context.payload();
        if (SERVICER.equals(item.get("origin"))) {
            // Handlers of texts see these as well, and answer customers.
            log.debug("The reply to {} is not sent: a servicer wrote, not the customer", context);
            return null;
        }
        String problem = problemOf(item, reply);
        if (problem != null) {
            notSent(context, problem);
            return null;
        }
        ObjectNode message = message(item, reply, id);
        try {
            gate(doorOf(context)).send(() -> send(context, message));
            statistics.sent();
        } catch (ReplyDelayedException ex) {
            if (!isTooLate(item)) {
                outages.warn("Replies to customers wait. " + ex.getMessage());
                throw ex;
            }
            notSent(context, "it waited for more than " + REPLY_TIME.toHours() + " hours");
        } catch (WeComApiException ex) {
            if (ex.isTemporary()) {
                throw ex;
            }
            notSent(context, String.valueOf(ex.getMessage()));
        }
        return null;
    }

    /** Why replies of a door were delayed since a time of {@link System#nanoTime}, or null when none was. */
    @Nullable WeComApiException troubleSince(KfDoor door, long time) {
        return gate(door).troubleSince(time);
    }

    private SendGate gate(KfDoor door) {
        return gates.computeIfAbsent(door, any -> new SendGate(System::nanoTime));
    }

    private static KfDoor doorOf(CallbackContext context) {
        return new KfDoor(
                context.account().name(), String.valueOf(context.payload().toUserName()));
    }

    private boolean isTooLate(Payload item) {
        Instant written = item.createTime();
        return written != null && written.plus(REPLY_TIME).isBefore(clock.instant());
    }

    private static @Nullable String problemOf(Payload item, Reply reply) {
        if (!AcceptedReplies.accepts(item, reply)) {
            return "it is of kind " + reply.kind(item) + ", but accepted are only " + AcceptedReplies.of(item.kind());
        }
        return item.fromUserName() == null ? "no customer is concerned" : null;
    }

    private void notSent(CallbackContext context, String problem) {
        statistics.notSent();
        log.error("The reply to {} is not sent: {}", context, problem);
    }

    private ObjectNode message(Payload item, Reply reply, String id) {
        ObjectNode message = object(reply.plaintext(item, clock.instant()));
        if (!message.has("msgid")) {
            message.put("msgid", id.substring(0, Math.min(MAX_ID_LENGTH, id.length())));
        }
        return message;
    }

    private void send(CallbackContext context, ObjectNode message) {
        Payload item = context.payload();
        String code = code(item);
        if (code != null) {
            api.sendOnEvent(context.account(), message.put("code", code));
        } else {
            message.put("touser", item.fromUserName()).put("open_kfid", item.toUserName());
            api.send(context.account(), message);
        }
    }

    private static @Nullable String code(Payload item) {
        String welcome = item.get("event.welcome_code");
        String code = welcome == null ? item.get("event.msg_code") : welcome;
        return code == null || code.isBlank() ? null : code;
    }

    private static ObjectNode object(String plaintext) {
        try {
            if (JSON.readTree(plaintext) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException ex) {
            // Said below.
        }
        throw new IllegalStateException("A reply to a customer has to be a JSON object");
    }
}
