// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a streaming reply of an AI bot: all that there is to say so far. The platform asks for the next part, as
 * {@link io.github.wecomcallback.message.Bot.StreamPolled}, until one is finished or six minutes are over.
 *
 * @param id the id of the stream, chosen with its first part
 * @param content the whole text so far, in markdown, of which 20,480 bytes are sent
 * @param finish whether that is all
 * @param pictures up to ten, with the last part
 * @param feedback the id that a rating of the reply carries, or null for no rating
 * @param card a card to go with it, once for each stream, or null
 */
public record StreamReply(
        String id,
        String content,
        boolean finish,
        List<Picture> pictures,
        @Nullable String feedback,
        @Nullable TemplateCard card)
        implements Reply {

    /** How many bytes of UTF-8 the platform takes of a text. */
    public static final int MAX_BYTES = 20_480;

    /** How many pictures the platform takes. */
    public static final int MAX_PICTURES = 10;

    /** A part that is text alone. */
    public StreamReply(String id, String content, boolean finish) {
        this(id, content, finish, List.of(), null, null);
    }

    /** Refuses what the platform would. */
    public StreamReply {
        if (!pictures.isEmpty() && !finish) {
            throw new IllegalArgumentException("Pictures go with the last part of a stream, the one that finishes it");
        }
        if (pictures.size() > MAX_PICTURES) {
            throw new IllegalArgumentException("A stream has at most 10 pictures, not " + pictures.size());
        }
        if (feedback != null) {
            ByteLimit.check(feedback, TemplateCard.MAX_FEEDBACK_BYTES, "The feedback id of a stream");
        }
        if (card != null) {
            card.forBot();
        }
        pictures = List.copyOf(pictures);
    }

    /** All of a reply at once. Deliveries of the same message get the same stream. */
    static StreamReply finished(WeComMessage message, String content) {
        String polled = message.get("stream.id");
        String id = polled != null ? polled : message.msgId();
        return new StreamReply(id != null ? id : UUID.randomUUID().toString(), content, true);
    }

    /** The same part with pictures: JPG or PNG, each of 10 MB at most. */
    public StreamReply pictures(Picture... pictures) {
        return new StreamReply(id, content, finish, List.of(pictures), feedback, card);
    }

    /** The same part, which people can rate; the rating carries this id. */
    public StreamReply feedback(String feedback) {
        return new StreamReply(id, content, finish, pictures, feedback, card);
    }

    /** The same part with a card. */
    public StreamReply card(TemplateCard card) {
        return new StreamReply(id, content, finish, pictures, feedback, card);
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return card == null ? ReplyKind.STREAM : ReplyKind.STREAM_WITH_TEMPLATE_CARD;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields stream =
                new ReplyFields().put("Id", id).put("Finish", finish).put("Content", ByteLimit.cut(content, MAX_BYTES));
        pictures.forEach(picture -> stream.add("MsgItem", picture.fields()));
        if (feedback != null) {
            stream.put("Feedback", new ReplyFields().put("Id", feedback));
        }
        ReplyFields fields = ReplyFrame.begin(message, now, kind(message)).put("Stream", stream);
        return ReplyFrame.write(message, fields.put("TemplateCard", card == null ? null : card.forBot()));
    }

    @Override
    public long weight() {
        return Weight.of(id, content, feedback)
                + pictures.stream().mapToLong(Picture::weight).sum()
                + (card == null ? 0 : card.weight());
    }

    @Override
    public String toString() {
        return "StreamReply[" + content.length() + " characters" + (finish ? ", finished]" : "]");
    }
}
