// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * Another caption for the button that was pressed, for the member who pressed it.
 *
 * @param replaceName the caption
 */
public record UpdateButtonReply(String replaceName) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.UPDATE_BUTTON;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.UPDATE_BUTTON);
        return ReplyFrame.write(message, fields.put("Button", new ReplyFields().put("ReplaceName", replaceName)));
    }

    @Override
    public long weight() {
        return Weight.of(replaceName);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
