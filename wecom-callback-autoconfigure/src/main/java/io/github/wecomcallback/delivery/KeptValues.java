// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import org.jspecify.annotations.Nullable;

/** The values of a {@link MessageShelf}, by row. Not thread-safe by itself. */
interface KeptValues<V> {

    /** Makes room for more rows. */
    void growTo(int rows);

    void put(int row, V value);

    /** What was put there; null or anything where nothing was. */
    @Nullable V get(int row);

    /**
     * Lets go of what was put there.
     *
     * @param oldest whether of all that are there now, it was put there first
     */
    void clear(int row, boolean oldest);
}
