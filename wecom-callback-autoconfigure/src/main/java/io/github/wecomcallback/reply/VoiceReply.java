// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * A voice clip.
 *
 * @param mediaId what the upload of it returned, no more than three days ago
 */
public record VoiceReply(String mediaId) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.VOICE;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.VOICE);
        return ReplyFrame.write(message, fields.put("Voice", new ReplyFields().put("MediaId", mediaId)));
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
