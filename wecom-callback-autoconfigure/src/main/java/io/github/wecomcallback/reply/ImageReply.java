// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * A picture.
 *
 * @param mediaId what the upload of it returned, no more than three days ago
 */
public record ImageReply(String mediaId) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.IMAGE;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.IMAGE);
        return ReplyFrame.write(message, fields.put("Image", new ReplyFields().put("MediaId", mediaId)));
    }

    @Override
    public long weight() {
        return Weight.of(mediaId);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
