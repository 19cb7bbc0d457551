// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a list was pulled.
 *
 * @param position the first message that was not
 * @param page how many pages that took
 */
record KfCursor(int position, int page) {

    static final KfCursor BEGIN = new KfCursor(0, 0);

    /**
     * Cursors as texts that tell nothing. Each account has its own.
     *
     * @param secret what cursors of one account have in common
     */
    record Codec(long secret) {

        private static final Pattern TEXT = Pattern.compile("[0-9a-f]{24}");

        String write(KfCursor cursor) {
            long bits = ((long) cursor.position() << 32) | cursor.page();
            return String.format("%016x%08x", bits ^ secret, check(bits));
        }

        /** The cursor of that text, or null where it is none of this account. */
        @Nullable KfCursor read(String text) {
            if (TEXT.matcher(text).matches()) {
                long bits = Long.parseUnsignedLong(text.substring(0, 16), 16) ^ secret;
                if (Integer.parseUnsignedInt(text.substring(16), 16) == check(bits)) {
                    return new KfCursor((int) (bits >>> 32), (int) bits);
                }
            }
            return null;
        }

        private int check(long bits) {
            return Long.hashCode((bits + 1) * (secret | 1));
        }
    }
}
