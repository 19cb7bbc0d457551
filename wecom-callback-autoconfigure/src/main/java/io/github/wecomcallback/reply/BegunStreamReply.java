// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a {@link LiveStreamReply} that was begun. It goes out only while somebody knows how the stream goes on, which
 * need not be the node that has it to send. Made by this library; handlers return the other.
 *
 * @param streamId the id of the stream
 * @param firstPart what goes out
 */
public record BegunStreamReply(String streamId, Reply firstPart) implements Reply {

    @Override
    public @Nullable ReplyKind kind(WeComMessage message) {
        return firstPart.kind(message);
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        return firstPart.bytes(message, now);
    }

    @Override
    public long weight() {
        return Weight.of(streamId) + firstPart.weight();
    }

    /** Nothing of what it says. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
