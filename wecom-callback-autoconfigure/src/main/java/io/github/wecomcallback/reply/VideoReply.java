// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A video.
 *
 * @param mediaId what the upload of it returned, no more than three days ago
 * @param title the title, or null
 * @param description the description, or null
 */
public record VideoReply(
        String mediaId, @Nullable String title, @Nullable String description) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.VIDEO;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields video =
                new ReplyFields().put("MediaId", mediaId).put("Title", title).put("Description", description);
        return ReplyFrame.write(
                message, ReplyFrame.begin(message, now, ReplyKind.VIDEO).put("Video", video));
    }

    @Override
    public long weight() {
        return Weight.of(mediaId, title, description);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
