// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * Another caption for the task card that was pressed. Template cards have taken the place of task cards.
 *
 * @param replaceName the caption
 */
public record UpdateTaskCardReply(String replaceName) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.UPDATE_TASK_CARD;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.UPDATE_TASK_CARD);
        return ReplyFrame.write(message, fields.put("TaskCard", new ReplyFields().put("ReplaceName", replaceName)));
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
