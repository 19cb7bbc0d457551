// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.security.SecureRandom;

/**
 * Random bytes for cipher texts. Java's generators let one caller in at a time, and the usual one is shared by the whole
 * process, so several are kept, each of which has bytes in stock. Thread-safe without locks that requests share.
 */
final class RandomPool {

    private static final int STOCK = 4096;

    private final Pool<Source> idle = new Pool<>();

    byte[] next(int count) {
        Source pooled = idle.take();
        Source source = pooled == null ? new Source() : pooled;
        byte[] bytes = source.next(count);
        idle.giveBack(source);
        return bytes;
    }

    /** Used by one thread at a time. No byte is given out twice. */
    private static final class Source {

        private final SecureRandom random = new SecureRandom();
        private final byte[] stock = new byte[STOCK];
        private int at = STOCK;

        byte[] next(int count) {
            if (at + count > STOCK) {
                random.nextBytes(stock);
                at = 0;
            }
            byte[] bytes = new byte[count];
            System.arraycopy(stock, at, bytes, 0, count);
            at += count;
            return bytes;
        }
    }
}
