// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * A file, to a customer of customer service.
 *
 * @param mediaId what the upload of it returned, no more than three days ago
 */
public record FileReply(String mediaId) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.FILE;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.FILE);
        return ReplyFrame.write(message, fields.put("File", new ReplyFields().put("MediaId", mediaId)));
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
