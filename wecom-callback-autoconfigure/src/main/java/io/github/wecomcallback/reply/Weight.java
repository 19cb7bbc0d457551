// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** About how many bytes of memory things take, as they are in a heap of less than 32 GB: rather too many than too few. */
final class Weight {

    /** What a map or list takes for each of its elements. */
    static final int ENTRY = 48;

    private static final int OBJECT = 48;
    private static final int TEXT = 48;
    private static final int HIGHEST_LATIN = 0xFF;

    private Weight() {}

    /** An object that holds these texts, and such small things as flags and numbers. */
    static long of(@Nullable String... texts) {
        long all = OBJECT;
        for (String text : texts) {
            all += text == null ? 0 : TEXT + bytes(text);
        }
        return all;
    }

    static long of(List<String> texts) {
        return texts.isEmpty() ? 0 : of(texts.toArray(String[]::new)) + (long) ENTRY * texts.size();
    }

    /** One for each character where all of them are Latin, as in the Base64 of a picture; else two. */
    private static long bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > HIGHEST_LATIN) {
                return 2L * text.length();
            }
        }
        return text.length();
    }
}
