// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.ClaimStore.Kept;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.AcceptedReplies;
import io.github.wecomcallback.reply.BegunStreamReply;
import io.github.wecomcallback.reply.Reply;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes down how far the handlers of a message came, and reads it back, perhaps on another node. */
@Slf4j
@RequiredArgsConstructor
final class ProgressCodec {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final @Nullable PayloadCipher cipher;

    /** Of what is done, only the reply is needed: no handler runs again. */
    @Nullable Kept writeDone(WeComMessage message, @Nullable Reply reply) {
        return write(List.of(), message, reply);
    }

    /** Of what is to be tried again, what need not run again as well. */
    @Nullable Kept writeReleased(WeComMessage message, HandlerProgress progress) {
        return write(progress.succeeded(), message, progress.reply());
    }

    /** Reads what was kept; what cannot be read is as if nothing were there. */
    HandlerProgress read(@Nullable Kept kept) {
        if (kept == null) {
            return new HandlerProgress();
        }
        try {
            return parse(JSON.readTree(open(kept)));
        } catch (IllegalArgumentException | JacksonException ex) {
            log.warn(
                    "What was kept of a message cannot be read ({}); a reply to it is lost. Were encryption keys removed"
                            + " too early?",
                    ex.getClass().getSimpleName());
            return new HandlerProgress();
        }
    }

    private @Nullable Kept write(Collection<String> succeeded, WeComMessage message, @Nullable Reply reply) {
        String text = text(message, reply);
        if (succeeded.isEmpty() && text == null) {
            return null;
        }
        ObjectNode json = JSON.createObjectNode();
        succeeded.forEach(json.putArray("succeeded")::add);
        json.put("reply", text);
        if (reply instanceof BegunStreamReply begun) {
            json.put("stream", begun.streamId());
        }
        byte[] bytes = JSON.writeValueAsBytes(json);
        return cipher == null ? new Kept(bytes, false) : new Kept(cipher.encrypt(bytes), true);
    }

    private static HandlerProgress parse(JsonNode json) {
        Set<String> succeeded = new HashSet<>();
        json.path("succeeded").forEach(name -> succeeded.add(name.asString()));
        return new HandlerProgress(succeeded, reply(json.path("reply"), json.path("stream")));
    }

    private static @Nullable Reply reply(JsonNode text, JsonNode stream) {
        if (!text.isString()) {
            return null;
        }
        Reply reply = Reply.raw(text.stringValue());
        return stream.isString() ? new BegunStreamReply(stream.stringValue(), reply) : reply;
    }

    private byte[] open(Kept kept) {
        if (!kept.encrypted()) {
            return kept.bytes();
        }
        if (cipher == null) {
            throw new IllegalArgumentException("It is encrypted, and there is no cipher");
        }
        return cipher.decrypt(kept.bytes());
    }

    /** The reply as it goes out, or null when it would not: that is told where it is answered. */
    private static @Nullable String text(WeComMessage message, @Nullable Reply reply) {
        if (reply == null) {
            return null;
        }
        try {
            return AcceptedReplies.accepts(message, reply) ? reply.plaintext(message, Instant.now()) : null;
        } catch (RuntimeException ex) {
            return null;
        }
    }
}
