// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * Refuses to bind a device to a corp. To let it be bound, give no reply.
 *
 * @param errCode any number but 0
 * @param errMsg the reason that is shown
 */
public record BindResultReply(int errCode, String errMsg) implements Reply {

    /** Refuses the number that would say yes. */
    public BindResultReply {
        if (errCode == 0) {
            throw new IllegalArgumentException("The code 0 would let the device be bound; give no reply for that");
        }
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.BIND_RESULT;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.BIND_RESULT);
        return ReplyFrame.write(message, fields.put("Errcode", errCode).put("Errmsg", errMsg));
    }

    @Override
    public long weight() {
        return Weight.of(errMsg);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
