// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plaintext of the application's own.
 *
 * @param text the plaintext
 */
public record RawReply(String text) implements Reply {

    @Override
    public @Nullable ReplyKind kind(WeComMessage message) {
        return null;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long weight() {
        return Weight.of(text);
    }

    @Override
    public String toString() {
        return "RawReply[" + text.length() + " characters]";
    }
}
