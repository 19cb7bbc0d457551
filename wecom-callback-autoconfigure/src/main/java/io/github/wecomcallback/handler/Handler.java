// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handler as it was found at start.
 *
 * @param id names it across restarts: bean, method and parameter types
 * @param position its place among all handlers, by {@code @Order}
 * @param selectors what it wants: anything that one of them matches
 * @param fallback whether it only wants what no other handler matched
 * @param invocation how to call it
 * @param inbox how it runs from the inbox, or null when it runs while the platform waits
 */
record Handler(
        String id,
        int position,
        List<Selector> selectors,
        boolean fallback,
        Invocation invocation,
        @Nullable InboxTerms inbox) {

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return position;
    }

    @Override
    public String toString() {
        return id;
    }
}
