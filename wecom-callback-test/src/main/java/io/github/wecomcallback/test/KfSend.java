// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.test.FakeKf.KfEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code kf/send_msg} and {@code kf/send_msg_on_event}: what the application sends to customers. */
@RequiredArgsConstructor
final class KfSend {

    private static final Pattern MSG_ID = Pattern.compile("[0-9A-Za-z_-]{1,32}");
    private static final int WRONG_TYPE = 40008;
    private static final int TOO_MANY_REPLIES = 95001;

    private static final Set<String> TYPES = Set.of(
            "text",
            "image",
            "voice",
            "video",
            "file",
            "link",
            "miniprogram",
            "msgmenu",
            "location",
            "business_card",
            "ca_link");
    private static final Set<String> TYPES_ON_EVENT = Set.of("text", "msgmenu");

    private final PlatformRules rules;
    private final Function<String, FakeKf> accounts;
    private final OneTimeCodes<KfEvent> codes;
    private final Consumer<SentMessage> log;
    private final Set<String> msgIds = new HashSet<>();

    FakeAnswer send(FakeCall call) {
        ObjectNode body = call.json();
        FakeCustomer customer =
                accounts.apply(FakeCall.required(body, "open_kfid")).customer(FakeCall.required(body, "touser"));
        String type = type(body, TYPES);
        return deliver(customer, call.path(), null, type, body);
    }

    FakeAnswer sendOnEvent(FakeCall call) {
        ObjectNode body = call.json();
        String code = FakeCall.required(body, "code");
        String type = type(body, TYPES_ON_EVENT);
        KfEvent event = codes.meaning(code, rules.codesLast());
        return deliver(event.customer(), call.path(), code, type, body);
    }

    private static String type(ObjectNode body, Set<String> allowed) {
        String type = FakeCall.required(body, "msgtype");
        if (!allowed.contains(type)) {
            throw new ApiException(WRONG_TYPE, "invalid message type: " + type);
        }
        if (!(body.path(type) instanceof ObjectNode content) || content.isEmpty()) {
            throw ApiException.invalid(type + " is missing");
        }
        if (type.equals("text")) {
            FakeCall.required(content, "content");
        }
        return type;
    }

    /** One at a time, so that what is refused for one reason is not used up for another. */
    private synchronized FakeAnswer deliver(
            FakeCustomer customer, String path, @Nullable String code, String type, ObjectNode body) {
        String msgId = msgId(body);
        if (code == null && rules.repliesLimited() && !customer.takesReply()) {
            throw new ApiException(TOO_MANY_REPLIES, "send msg count limit");
        }
        if (code != null) {
            codes.use(code);
        }
        msgIds.add(msgId);
        SentMessage message = new SentMessage(path, customer.kf().id(), customer.id(), code, msgId, type, body);
        customer.receive(message);
        customer.kf().sends(message);
        log.accept(message);
        return FakeAnswer.json("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"" + msgId + "\"}");
    }

    private String msgId(ObjectNode body) {
        String chosen = FakeCall.text(body, "msgid");
        if (chosen.isEmpty()) {
            return UUID.randomUUID().toString().replace("-", "");
        }
        if (!MSG_ID.matcher(chosen).matches()) {
            throw ApiException.invalid("msgid has more than 32 characters, or others than 0-9, A-Z, a-z, _ and -");
        }
        if (msgIds.contains(chosen)) {
            throw new ApiException(FakeWeCom.DUPLICATE_MSGID, "duplicate msgid");
        }
        return chosen;
    }
}
