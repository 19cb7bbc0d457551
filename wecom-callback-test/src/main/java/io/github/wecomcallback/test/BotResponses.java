// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.node.ObjectNode;

/** The {@code response_url} of bots: one active message for each, within an hour. */
@RequiredArgsConstructor
final class BotResponses implements FakeHandler {

    private static final String PARAMETER = "response_code";
    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final Set<String> TYPES = Set.of("markdown", "template_card");
    private static final int WRONG_TYPE = 40008;

    private final OneTimeCodes<Boolean> codes;
    private final Consumer<SentMessage> log;

    String newUrl(String path) {
        return path + "?" + PARAMETER + "=" + codes.give(true);
    }

    @Override
    public FakeAnswer answer(FakeCall call) {
        ObjectNode body = call.json();
        String type = FakeCall.required(body, "msgtype");
        if (!TYPES.contains(type)) {
            throw new ApiException(WRONG_TYPE, "invalid message type: " + type);
        }
        if (!(body.path(type) instanceof ObjectNode content)) {
            throw ApiException.invalid(type + " is missing");
        }
        String field = type.equals("markdown") ? "content" : "card_type";
        if (FakeCall.required(content, field).getBytes(StandardCharsets.UTF_8).length > BotStream.MOST_BYTES) {
            throw ApiException.invalid("markdown.content has more than 20480 bytes");
        }
        String code = call.query(PARAMETER);
        codes.meaning(code, VALIDITY);
        codes.use(code);
        log.accept(new SentMessage(call.path(), null, null, code, null, type, body));
        return FakeAnswer.json("{\"errcode\":0,\"errmsg\":\"ok\"}");
    }
}
