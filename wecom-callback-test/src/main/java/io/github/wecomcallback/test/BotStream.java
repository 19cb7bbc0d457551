// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Puts the replies of a bot together, and fails where the platform would not take one. */
@RequiredArgsConstructor
final class BotStream {

    static final int MOST_BYTES = 20_480;
    private static final int MOST_PICTURES = 10;
    private static final int MOST_FEEDBACK_BYTES = 256;
    private static final String CARD = "template_card";
    private static final String STREAM_AND_CARD = "stream_with_template_card";
    private static final Set<String> STREAMS = Set.of("stream", STREAM_AND_CARD);
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Is told of each text that is shown. */
    private final Consumer<String> watcher;

    private final List<String> parts = new ArrayList<>();
    private final List<byte[]> pictures = new ArrayList<>();
    private @Nullable String id;
    private @Nullable JsonNode card;
    private boolean finished;
    private int polls;
    private int failedPolls;

    @Nullable String id() {
        return id;
    }

    boolean isFinished() {
        return finished;
    }

    /** The reply to the message itself. */
    void first(String reply) {
        JsonNode read = read(reply);
        String type = read.path("msgtype").asString("");
        if (type.equals(CARD)) {
            card = cardOf(read);
            finished = true;
        } else if (STREAMS.contains(type)) {
            part(read, type);
        } else if (type.equals("text")) {
            throw new AssertionError(
                    "A text answers nothing but enter_chat; a message is answered by a stream or a card");
        } else {
            throw new AssertionError("A message to a bot is answered by a stream or a card, not by '" + type + "'");
        }
    }

    /** The reply to a poll; null where it was acknowledged without one, so that nothing changes. */
    void polled(@Nullable String reply) {
        polls++;
        if (reply == null) {
            return;
        }
        JsonNode read = read(reply);
        String type = read.path("msgtype").asString("");
        if (!STREAMS.contains(type)) {
            throw new AssertionError("A poll is answered by the stream, not by '" + type + "'");
        }
        part(read, type);
    }

    void pollFailed() {
        polls++;
        failedPolls++;
    }

    private void part(JsonNode reply, String type) {
        JsonNode stream = reply.path("stream");
        checkId(stream.path("id").asString(""));
        String content = stream.path("content").asString("");
        int bytes = content.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new AssertionError(
                    "The content of a stream has at most " + MOST_BYTES + " bytes, but this has " + bytes);
        }
        checkFeedback(stream);
        finished = stream.path("finish").asBoolean(false);
        addPictures(stream.path("msg_item"));
        if (type.equals(STREAM_AND_CARD)) {
            if (card != null) {
                throw new AssertionError("A card goes with a stream once, but this is the second");
            }
            card = cardOf(reply);
        }
        show(content);
    }

    private void show(String content) {
        if (parts.isEmpty() || !parts.get(parts.size() - 1).equals(content)) {
            parts.add(content);
            watcher.accept(content);
        }
    }

    private void checkId(String given) {
        if (given.isEmpty()) {
            throw new AssertionError("A stream needs an id");
        }
        if (id != null && !id.equals(given)) {
            throw new AssertionError(
                    "The id of a stream stays the same, but it was '" + id + "' and is now '" + given + "'");
        }
        id = given;
    }

    private static void checkFeedback(JsonNode parent) {
        int bytes = parent.path("feedback").path("id").asString("").getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_FEEDBACK_BYTES) {
            throw new AssertionError(
                    "A feedback id has at most " + MOST_FEEDBACK_BYTES + " bytes, but this has " + bytes);
        }
    }

    private void addPictures(JsonNode items) {
        if (items.isEmpty()) {
            return;
        }
        if (!finished) {
            throw new AssertionError("Pictures go with the part that finishes a stream, and with no other");
        }
        if (items.size() > MOST_PICTURES) {
            throw new AssertionError(
                    "A stream has at most " + MOST_PICTURES + " pictures, but this has " + items.size());
        }
        items.forEach(item -> pictures.add(picture(item)));
    }

    private static byte[] picture(JsonNode item) {
        JsonNode image = item.path("image");
        try {
            byte[] bytes = Base64.getDecoder().decode(image.path("base64").asString(""));
            if (bytes.length > 0
                    && md5(bytes).equalsIgnoreCase(image.path("md5").asString(""))) {
                return bytes;
            }
        } catch (IllegalArgumentException ex) {
            // Said below: it is no Base64.
        }
        throw new AssertionError(
                "A picture of a stream needs its bytes in Base64 and their MD5, and this has not both");
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static JsonNode cardOf(JsonNode reply) {
        JsonNode card = reply.path(CARD);
        if (card.path("card_type").asString("").isEmpty()) {
            throw new AssertionError("A card needs a card_type");
        }
        checkFeedback(card);
        return card;
    }

    private static JsonNode read(String reply) {
        JsonNode read;
        try {
            read = MAPPER.readTree(reply);
        } catch (JacksonException ex) {
            read = MissingNode.getInstance();
        }
        if (!read.isObject()) {
            throw new AssertionError("The reply of a bot is a JSON object, but this is not");
        }
        return read;
    }

    BotAnswer answer() {
        return new BotAnswer(id, List.copyOf(parts), finished, List.copyOf(pictures), card, polls, failedPolls);
    }
}
