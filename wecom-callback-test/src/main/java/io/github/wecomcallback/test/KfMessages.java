// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lombok.RequiredArgsConstructor;

/** What can be pulled of one customer-service account, in its order. */
@RequiredArgsConstructor
final class KfMessages {

    private static final Duration REACH = Duration.ofDays(3);

    private final PlatformRules rules;
    private final KfCursor.Codec cursors = new KfCursor.Codec(UUID.randomUUID().getMostSignificantBits());

    /** Kept as text, which takes a fraction of what trees would: tests may add a hundred thousand. */
    private final List<Item> items = new ArrayList<>();

    synchronized void add(String json) {
        items.add(new Item(rules.clock().now(), json));
    }

    synchronized int size() {
        return items.size();
    }

    /** The answer to a pull. */
    synchronized String page(String cursorText, int most) {
        KfCursor cursor = cursor(cursorText);
        int emptyPages = rules.emptyPages();
        boolean empty = emptyPages > 0 && cursor.page() % emptyPages == emptyPages - 1;
        int begin = Math.max(cursor.position(), oldest());
        int end = empty ? begin : Math.min(items.size(), begin + Math.min(most, rules.pageSize()));
        StringBuilder answer = new StringBuilder("{\"errcode\":0,\"errmsg\":\"ok\",\"next_cursor\":\"")
                .append(cursors.write(new KfCursor(end, cursor.page() + 1)))
                .append("\",\"has_more\":")
                .append(empty || end < items.size() ? 1 : 0)
                .append(",\"msg_list\":[");
        for (int i = begin; i < end; i++) {
            answer.append(i == begin ? "" : ",").append(items.get(i).json());
        }
        return answer.append("]}").toString();
    }

    private KfCursor cursor(String text) {
        KfCursor cursor = text.isEmpty() ? KfCursor.BEGIN : cursors.read(text);
        if (cursor == null && !rules.anyCursor()) {
            throw ApiException.invalid("the cursor is not of this open_kfid");
        }
        return cursor == null ? KfCursor.BEGIN : cursor;
    }

    /** Where what can still be pulled begins. */
    private int oldest() {
        Instant limit = rules.clock().now().minus(REACH);
        int low = 0;
        int high = items.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (items.get(middle).added().isBefore(limit)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private record Item(Instant added, String json) {}
}
