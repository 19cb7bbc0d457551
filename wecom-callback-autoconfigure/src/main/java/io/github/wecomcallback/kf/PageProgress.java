// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.crypto.Fingerprint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a page are done. Written down, it is a few characters: so that whoever handles the page again, however much
 * later, leaves out what is done. Thread-safe.
 */
@Slf4j
final class PageProgress {

    /** No page has as many; the text would be too long for stores. */
    private static final int MOST_ITEMS = 4_000;

    private static final int FINGERPRINT_LENGTH = 16;

    private final List<KfItem> items;
    private final BitSet done;

    private PageProgress(List<KfItem> items, BitSet done) {
        this.items = items;
        this.done = done;
    }

    /**
     * A page, and what is done of it.
     *
     * @param items its messages, in their order
     * @param text what was written down of it, or null; of another page, it says nothing
     */
    static PageProgress of(List<KfItem> items, @Nullable String text) {
        return new PageProgress(items, text == null ? new BitSet() : read(items, text));
    }

    List<KfItem> items() {
        return items;
    }

    /** What is left to do, in its order. */
    synchronized List<Integer> left() {
        List<Integer> left = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < items.size(); i = done.nextClearBit(i + 1)) {
            left.add(i);
        }
        return left;
    }

    synchronized void done(int position) {
        done.set(position);
    }

    /** To be written down, or null when nothing is done yet. */
    synchronized @Nullable String text() {
        if (done.isEmpty() || items.size() > MOST_ITEMS) {
            return null;
        }
        String bits = Base64.getEncoder().withoutPadding().encodeToString(done.toByteArray());
        return items.size() + ":" + fingerprint(items) + ":" + bits;
    }

    private static BitSet read(List<KfItem> items, String text) {
        try {
            String[] parts = text.split(":", 3);
            // What was written since is behind it.
            List<KfItem> before = items.subList(0, Integer.parseInt(parts[0]));
            if (fingerprint(before).equals(parts[1])) {
                return BitSet.valueOf(Base64.getDecoder().decode(parts[2]));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
            log.debug("What is kept of a page cannot be used", ex);
        }
        return new BitSet();
    }

    private static String fingerprint(List<KfItem> items) {
        ByteBuffer keys = ByteBuffer.allocate(items.size() * 2 * Long.BYTES);
        items.forEach(
                item -> keys.putLong(item.key().first()).putLong(item.key().second()));
        return Fingerprint.of(keys.array(), 0, keys.capacity()).substring(0, FINGERPRINT_LENGTH);
    }
}
