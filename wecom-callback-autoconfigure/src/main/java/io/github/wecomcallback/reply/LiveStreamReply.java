// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.List;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A reply of an AI bot that is still being written: made by {@link Reply#stream(Publisher)}, {@link
 * Reply#stream(java.util.stream.Stream)} or {@link Reply#streamed}. The platform gets the id of a stream at once, and all
 * that there is so far whenever it asks.
 *
 * <pre>{@code
 * @WeComMessageHandler
 * Reply answer(Bot.Text question) {
 *   return Reply.stream(chat.prompt(question.content()).stream().content()).feedback("answer");
 * }
 * }</pre>
 *
 * <p>Its source is used once. Immutable otherwise: each method gives another reply of the same source.
 */
@Slf4j
public final class LiveStreamReply implements Reply {

    private static final String ID_PREFIX = "live-";
    private static final int ID_DIGITS = 32;

    private final @Nullable Publisher<String> publisher;
    private final @Nullable StreamWriter writer;
    private final @Nullable TemplateCard card;
    private final @Nullable String feedback;
    private final List<Picture> pictures;

    private LiveStreamReply(
            @Nullable Publisher<String> publisher,
            @Nullable StreamWriter writer,
            @Nullable TemplateCard card,
            @Nullable String feedback,
            List<Picture> pictures) {
        // What the platform would refuse is refused now, and not when the last part is asked for.
        new StreamReply("", "", true, pictures, feedback, card);
        this.publisher = publisher;
        this.writer = writer;
        this.card = card;
        this.feedback = feedback;
        this.pictures = List.copyOf(pictures);
    }

    static LiveStreamReply published(Publisher<String> publisher) {
        return new LiveStreamReply(publisher, null, null, null, List.of());
    }

    static LiveStreamReply written(StreamWriter writer) {
        return new LiveStreamReply(null, writer, null, null, List.of());
    }

    /** The same reply with a card, which goes with its first part. */
    public LiveStreamReply card(TemplateCard card) {
        return new LiveStreamReply(publisher, writer, card, feedback, pictures);
    }

    /** The same reply, which people can rate; the rating carries this id. */
    public LiveStreamReply feedback(String feedback) {
        return new LiveStreamReply(publisher, writer, card, feedback, pictures);
    }

    /** The same reply with pictures, which go with its last part: ten at most, JPG or PNG, each of 10 MB at most. */
    public LiveStreamReply pictures(Picture... pictures) {
        return new LiveStreamReply(publisher, writer, card, feedback, List.of(pictures));
    }

    /** What gives the pieces, or null where a writer does. */
    public @Nullable Publisher<String> publisher() {
        return publisher;
    }

    /** What writes the pieces, or null where a publisher gives them. */
    public @Nullable StreamWriter writer() {
        return writer;
    }

    /** The card that goes with the first part, or null. */
    public @Nullable TemplateCard card() {
        return card;
    }

    /** The id that a rating of the reply carries, or null for no rating. */
    public @Nullable String feedback() {
        return feedback;
    }

    /** The pictures that go with the last part. */
    public List<Picture> pictures() {
        return pictures;
    }

    /**
     * The first part: no text yet, but the id that the platform asks for from then on. Always the same for a message,
     * however often it is delivered.
     *
     * @param message what it answers
     * @param unique tells the reply from all others: hexadecimal, of which 32 digits are taken
     */
    public StreamReply firstPart(WeComMessage message, String unique) {
        if (message.kind().source() != Source.BOT) {
            throw new IllegalStateException("Only the replies of AI bots are streamed");
        }
        return new StreamReply(streamId(message, unique), "", false, List.of(), feedback, card);
    }

    /** Not of the message's id alone: it may be that of another message, of another sender or corp. */
    private static String streamId(WeComMessage message, String unique) {
        String polled = message.get("stream.id");
        return polled != null ? polled : ID_PREFIX + unique.substring(0, ID_DIGITS);
    }

    /** Lets go of a source that is never put to work. */
    public void discard() {
        if (writer == null) {
            return;
        }
        try {
            writer.close();
        } catch (RuntimeException ex) {
            log.debug("The source of a stream failed when it was closed", ex);
        }
    }

    /** Whether a stream of that id was begun by such a reply, on any node and however long ago. */
    public static boolean isIdOfSuch(String streamId) {
        return streamId.startsWith(ID_PREFIX) && streamId.length() == ID_PREFIX.length() + ID_DIGITS;
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return card == null ? ReplyKind.STREAM : ReplyKind.STREAM_WITH_TEMPLATE_CARD;
    }

    /** Cannot be written down: what goes out are the parts of the stream that is begun with it. */
    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        throw new IllegalStateException("A stream has to be begun before there is anything to send");
    }

    /** Of its card and its pictures: what its source holds nobody can tell. */
    @Override
    public long weight() {
        return Weight.of(feedback)
                + pictures.stream().mapToLong(Picture::weight).sum()
                + (card == null ? 0 : card.weight());
    }

    /** Nothing of what it says. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
