// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message that the application sent, and {@link FakeWeCom} took.
 *
 * @param path where it was sent, such as {@link FakeWeCom#SEND_MSG}
 * @param openKfId the customer-service account it comes from; null for bots
 * @param customer the customer it goes to; null for bots
 * @param code the code that it was sent with: of an event, or of a {@code response_url}; null for others
 * @param msgId its id, the application's or the platform's; null for bots
 * @param type the msgtype
 * @param body all that was sent
 */
public record SentMessage(
        String path,
        @Nullable String openKfId,
        @Nullable String customer,
        @Nullable String code,
        @Nullable String msgId,
        String type,
        JsonNode body) {

    /** What there is to read: of a text or of markdown the content, of a menu its head; empty for others. */
    public String text() {
        JsonNode content = body.path(type);
        String field = type.equals("msgmenu") ? "head_content" : "content";
        return content.path(field).asString("");
    }

    /** Where it was sent and its type: the rest is somebody's data. */
    @Override
    public String toString() {
        return "SentMessage[" + path + ", " + type + "]";
    }
}
