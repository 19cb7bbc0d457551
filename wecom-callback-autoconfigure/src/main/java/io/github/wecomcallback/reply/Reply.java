// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * What a handler answers. Messages and a few events accept one, each of certain kinds ({@link AcceptedReplies}); it is
 * encrypted and sent in the response to the callback.
 *
 * <pre>{@code
 * @WeComMessageHandler(type = "image")
 * Reply thanks(UserMessage.Image image) {
 *   return Reply.news(new Article("收到", "谢谢", "https://example.com", image.picUrl()));
 * }
 * }</pre>
 *
 * <p>A reply is written as the message was: as XML or JSON, in the names of its family.
 */
public sealed interface Reply
        permits TextReply,
                ImageReply,
                VoiceReply,
                VideoReply,
                NewsReply,
                UpdateButtonReply,
                UpdateTaskCardReply,
                UpdateCardReply,
                StreamReply,
                LiveStreamReply,
                BegunStreamReply,
                CardReply,
                MarkdownReply,
                TransferReply,
                FileReply,
                LinkReply,
                MiniProgramReply,
                LocationReply,
                MenuReply,
                BindResultReply,
                DeviceStatusReply,
                RawReply {

    /** What kind of reply it is when it answers that message, or null when it is sent as it is. */
    @Nullable ReplyKind kind(WeComMessage message);

    /**
     * The plaintext of this reply, before it is encrypted, in UTF-8.
     *
     * @param message what it answers: receiver and sender are exchanged
     * @param now the time that it carries
     */
    byte[] bytes(WeComMessage message, Instant now);

    /**
     * The plaintext of this reply as text.
     *
     * @param message what it answers
     * @param now the time that it carries
     */
    default String plaintext(WeComMessage message, Instant now) {
        return new String(bytes(message, now), StandardCharsets.UTF_8);
    }

    /**
     * About how many bytes of memory it takes. What is remembered of replies, for the redeliveries of what they answer, is
     * bounded by it.
     */
    long weight();

    /** A text. An app's is cut at 2,048 bytes, where the platform would cut it too; a bot's is sent as a stream. */
    static TextReply text(String content) {
        return new TextReply(content);
    }

    /** A picture that was uploaded before. */
    static Reply image(String mediaId) {
        return new ImageReply(mediaId);
    }

    /** A voice clip that was uploaded before. */
    static Reply voice(String mediaId) {
        return new VoiceReply(mediaId);
    }

    /** A video that was uploaded before. */
    static Reply video(String mediaId) {
        return new VideoReply(mediaId, null, null);
    }

    /** A video that was uploaded before. */
    static Reply video(String mediaId, String title, String description) {
        return new VideoReply(mediaId, title, description);
    }

    /** One to eight articles, each a card with a picture and a link. */
    static Reply news(Article... articles) {
        return new NewsReply(List.of(articles));
    }

    /** One to eight articles, each a card with a picture and a link. */
    static Reply news(List<Article> articles) {
        return new NewsReply(articles);
    }

    /** Another caption for the button of a card that a member pressed. */
    static Reply updateButton(String replaceName) {
        return new UpdateButtonReply(replaceName);
    }

    /** Another caption for the task card that a member pressed. */
    static Reply updateTaskCard(String replaceName) {
        return new UpdateTaskCardReply(replaceName);
    }

    /** Another card in the place of the one that was pressed, from an app or AI bot. */
    static UpdateCardReply updateCard(TemplateCard card) {
        return new UpdateCardReply(card, List.of());
    }

    /** A part of a streaming reply of an AI bot: the whole text so far, and whether that is all. */
    static StreamReply stream(String id, String content, boolean finish) {
        return new StreamReply(id, content, finish);
    }

    /**
     * A streaming reply of an AI bot, of pieces that are published one by one, such as the {@code Flux<String>} of a language
     * model. Subscribed to once, when all handlers have succeeded.
     */
    static LiveStreamReply stream(Publisher<String> pieces) {
        return LiveStreamReply.published(pieces);
    }

    /** A streaming reply of an AI bot, of the pieces of a Java stream. It is read once, on another thread, and closed. */
    static LiveStreamReply stream(Stream<String> pieces) {
        return LiveStreamReply.written(new StreamIteration(pieces));
    }

    /** A streaming reply of an AI bot that a callback writes, on another thread. */
    static LiveStreamReply streamed(StreamWriter writer) {
        return LiveStreamReply.written(writer);
    }

    /** A card of an AI bot. */
    static Reply card(TemplateCard card) {
        return new CardReply(card);
    }

    /** Markdown of a group bot. */
    static MarkdownReply markdown(String content) {
        return new MarkdownReply(content);
    }

    /** Hands what a user of a mini program wrote over to the people of its customer service. */
    static Reply transferToCustomerService() {
        return new TransferReply();
    }

    /** A file that was uploaded before, to a customer of customer service. */
    static Reply file(String mediaId) {
        return new FileReply(mediaId);
    }

    /** A link with a picture that was uploaded before, to a customer of customer service. */
    static Reply link(String title, @Nullable String description, String url, String thumbMediaId) {
        return new LinkReply(title, description, url, thumbMediaId);
    }

    /** A mini program's page, to a customer of customer service. */
    static Reply miniProgram(String appId, String title, String thumbMediaId, String pagePath) {
        return new MiniProgramReply(appId, title, thumbMediaId, pagePath);
    }

    /** A place, to a customer of customer service. */
    static Reply location(String name, String address, double latitude, double longitude) {
        return new LocationReply(name, address, latitude, longitude);
    }

    /** A menu to a customer of customer service, still without entries. */
    static MenuReply menu(@Nullable String head) {
        return new MenuReply(head, List.of(), null);
    }

    /** Refuses to bind a device; to let it be bound, give no reply. */
    static Reply refuseBinding(int errCode, String errMsg) {
        return new BindResultReply(errCode, errMsg);
    }

    /** Says whether the device is online whose code was scanned. */
    static Reply deviceOnline(boolean online) {
        return new DeviceStatusReply(online);
    }

    /** A plaintext of one's own, encrypted and sent as it is: for kinds that this version does not know. */
    static Reply raw(String plaintext) {
        return new RawReply(plaintext);
    }
}
