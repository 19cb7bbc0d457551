// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/** Hands what a user of a mini program wrote over to the people of its customer service. */
public record TransferReply() implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.TRANSFER_CUSTOMER_SERVICE;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        return ReplyFrame.write(message, ReplyFrame.begin(message, now, ReplyKind.TRANSFER_CUSTOMER_SERVICE));
    }

    @Override
    public long weight() {
        return Weight.of();
    }
}
