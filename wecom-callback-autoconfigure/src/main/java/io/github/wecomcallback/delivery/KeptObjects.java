// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values as they are. */
final class KeptObjects<V> implements KeptValues<V> {

    private @Nullable Object[] values = {};

    @Override
    public void growTo(int rows) {
        values = Arrays.copyOf(values, rows);
    }

    @Override
    public void put(int row, V value) {
        values[row] = value;
    }

    @Override
    @SuppressWarnings("unchecked") // only such are put in
    public @Nullable V get(int row) {
        return (V) values[row];
    }

    @Override
    public void clear(int row, boolean oldest) {
        values[row] = null;
    }
}
