// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * Whether the device is online whose code was scanned.
 *
 * @param online whether it is
 */
public record DeviceStatusReply(boolean online) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.DEVICE_STATUS;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.DEVICE_STATUS);
        return ReplyFrame.write(message, fields.put("OnlineStatus", online ? 1 : 2));
    }

    @Override
    public long weight() {
        return Weight.of();
    }
}
