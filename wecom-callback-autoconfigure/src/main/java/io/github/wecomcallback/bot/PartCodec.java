// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.delivery.PayloadCipher;
import io.github.wecomcallback.reply.Picture;
import io.github.wecomcallback.reply.StreamReply;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes down what there is of a stream, and reads it back, perhaps on another node. */
@Slf4j
@RequiredArgsConstructor
final class PartCodec {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final @Nullable PayloadCipher cipher;

    boolean encrypts() {
        return cipher != null;
    }

    byte[] write(StreamReply part) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", part.id())
                .put("content", part.content())
                .put("finish", part.finish())
                .put("feedback", part.feedback());
        ArrayNode pictures = json.putArray("pictures");
        part.pictures()
                .forEach(picture ->
                        pictures.addObject().put("base64", picture.base64()).put("md5", picture.md5()));
        byte[] bytes = JSON.writeValueAsBytes(json);
        return cipher == null ? bytes : cipher.encrypt(bytes);
    }

    /** Reads what was written; what cannot be read is as if it were not there. */
    @Nullable StreamReply read(byte[] bytes, boolean encrypted) {
        try {
            return parse(JSON.readTree(encrypted ? decrypt(bytes) : bytes));
        } catch (IllegalArgumentException | JacksonException ex) {
            log.warn(
                    "What was kept of a stream cannot be read ({}). Have all nodes the same encryption keys?",
                    ex.getClass().getSimpleName());
            return null;
        }
    }

    private byte[] decrypt(byte[] bytes) {
        if (cipher == null) {
            throw new IllegalArgumentException("It is encrypted, and there is no cipher");
        }
        return cipher.decrypt(bytes);
    }

    private static StreamReply parse(JsonNode json) {
        List<Picture> pictures = new ArrayList<>();
        json.path("pictures")
                .forEach(picture -> pictures.add(new Picture(
                        picture.path("base64").asString(), picture.path("md5").asString())));
        return new StreamReply(
                json.path("id").asString(),
                json.path("content").asString(),
                json.path("finish").asBoolean(),
                pictures,
                json.path("feedback").stringValue(null),
                null);
    }
}
