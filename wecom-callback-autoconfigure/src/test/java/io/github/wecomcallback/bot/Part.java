// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A part of a streaming reply, as the platform gets it. */
record Part(JsonNode json) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Part of(String plaintext) {
        return new Part(JSON.readTree(plaintext));
    }

    String type() {
        return json.path("msgtype").asString();
    }

    String id() {
        return json.at("/stream/id").asString();
    }

    String content() {
        return json.at("/stream/content").asString();
    }

    boolean isLast() {
        return json.at("/stream/finish").asBoolean();
    }

    int pictures() {
        return json.at("/stream/msg_item").size();
    }

    int bytes() {
        return content().getBytes(StandardCharsets.UTF_8).length;
    }
}
