// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Writes down replies that wait to be sent: whether they went through the cipher, and their text. Thread-safe. */
@Slf4j
@RequiredArgsConstructor
final class KeptReplies {

    private static final byte PLAIN = 'p';
    private static final byte ENCRYPTED = 'e';

    private final @Nullable PayloadCipher cipher;

    /** The reply as it is kept, or null when it cannot be written down: then the handler makes another. */
    byte @Nullable [] write(CallbackContext context, Reply reply) {
        try {
            byte[] text = reply.plaintext(context.payload(), Instant.now()).getBytes(StandardCharsets.UTF_8);
            return cipher == null ? marked(PLAIN, text) : marked(ENCRYPTED, cipher.encrypt(text));
        } catch (RuntimeException ex) {
            log.debug("A reply that has to wait cannot be kept", ex);
            return null;
        }
    }

    /** The reply, or null when there is none or it cannot be read: then the handler makes another. */
    @Nullable Reply read(byte @Nullable [] kept) {
        if (kept == null) {
            return null;
        }
        try {
            return Reply.raw(new String(open(kept), StandardCharsets.UTF_8));
        } catch (RuntimeException ex) {
            log.warn(
                    "A reply that waited in the inbox cannot be read ({}); its handler runs again. Were encryption keys"
                            + " removed too early?",
                    ex.getClass().getSimpleName());
            return null;
        }
    }

    private byte[] open(byte[] kept) {
        byte[] content = Arrays.copyOfRange(kept, 1, kept.length);
        if (kept[0] == PLAIN) {
            return content;
        }
        if (kept[0] != ENCRYPTED || cipher == null) {
            throw new IllegalStateException("It is encrypted, and there is no cipher");
        }
        return cipher.decrypt(content);
    }

    private static byte[] marked(byte mark, byte[] content) {
        byte[] marked = new byte[content.length + 1];
        marked[0] = mark;
        System.arraycopy(content, 0, marked, 1, content.length);
        return marked;
    }
}
