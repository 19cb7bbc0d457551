// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.List;

/**
 * What a handler answers. Ordinary messages and a few events accept one; it is encrypted and sent in the response to the
 * callback.
 *
 * <pre>{@code
 * @WeComMessageHandler(type = "image")
 * Reply thanks(UserMessage.Image image) {
 *   return Reply.news(new Article("收到", "谢谢", "https://example.com", image.picUrl()));
 * }
 * }</pre>
 */
public sealed interface Reply permits TextReply, ImageReply, VoiceReply, VideoReply, NewsReply, RawReply {

    /**
     * The plaintext of this reply, before it is encrypted.
     *
     * @param message what it answers: receiver and sender are exchanged
     * @param now the time that it carries
     */
    String plaintext(WeComMessage message, Instant now);

    /** A text, cut at 2,048 bytes: that is where the platform would cut it, though not always between characters. */
    static Reply text(String content) {
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

    /** A plaintext of one's own, encrypted and sent as it is: for kinds that this version does not know. */
    static Reply raw(String plaintext) {
        return new RawReply(plaintext);
    }
}
