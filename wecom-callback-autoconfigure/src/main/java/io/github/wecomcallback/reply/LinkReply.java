// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link with a picture, to a customer of customer service.
 *
 * @param title the title
 * @param description what it is about, or null
 * @param url where it leads
 * @param thumbMediaId what the upload of its picture returned
 */
public record LinkReply(String title, @Nullable String description, String url, String thumbMediaId) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.LINK;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields link = new ReplyFields()
                .put("Title", title)
                .put("Desc", description)
                .put("Url", url)
                .put("ThumbMediaId", thumbMediaId);
        return ReplyFrame.write(
                message, ReplyFrame.begin(message, now, ReplyKind.LINK).put("Link", link));
    }

    @Override
    public long weight() {
        return Weight.of(title, description, url, thumbMediaId);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
