// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.report;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle of several rounds. */
public final class Median {

    private Median() {}

    /** The median of one figure. */
    public static <T> double of(Collection<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
