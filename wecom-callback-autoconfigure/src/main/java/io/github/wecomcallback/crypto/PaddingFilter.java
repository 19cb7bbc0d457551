// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Passes bytes on, but for the padding at their end: the last of them, which may be it, are held back. */
final class PaddingFilter {

    private final byte[] held = new byte[Padding.BLOCK];
    private final OutputStream out;
    private int count;

    PaddingFilter(OutputStream out) {
        this.out = out;
    }

    /** Takes some bytes; null where a cipher has none to give. */
    void take(byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            return;
        }
        int passing = Math.max(0, count + bytes.length - held.length);
        int fromHeld = Math.min(passing, count);
        out.write(held, 0, fromHeld);
        System.arraycopy(held, fromHeld, held, 0, count - fromHeld);
        count -= fromHeld;
        out.write(bytes, 0, passing - fromHeld);
        int rest = bytes.length - (passing - fromHeld);
        System.arraycopy(bytes, bytes.length - rest, held, count, rest);
        count += rest;
    }

    /** Passes on what is no padding, and returns how long the padding was. */
    int end() throws IOException {
        int padding = Padding.length(held, count);
        out.write(held, 0, count - padding);
        return padding;
    }
}
