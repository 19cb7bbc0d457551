// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Names of elements, which are few and come again with every callback. Bounded, and thread-safe without locks. */
final class ElementNames {

    private static final int SLOTS = 1024;
    private static final int MAX_LENGTH = 64;

    private final AtomicReferenceArray<String> known = new AtomicReferenceArray<>(SLOTS);

    /** The name that these bytes spell in ASCII. */
    String of(byte[] bytes, int offset, int length) {
        int slot = hash(bytes, offset, length) & SLOTS - 1;
        String last = known.get(slot);
        if (last != null && spell(last, bytes, offset, length)) {
            return last;
        }
        String name = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        if (length <= MAX_LENGTH) {
            known.set(slot, name);
        }
        return name;
    }

    private static boolean spell(String name, byte[] bytes, int offset, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] bytes, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 10;
    }
}
