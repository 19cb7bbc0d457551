// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import org.jspecify.annotations.Nullable;

/**
 * One run of a handler, as the journal tells it.
 *
 * @param work whose run it is
 * @param message the message's id
 * @param incarnation the incarnation of a node in which it ran
 * @param begin when it began
 * @param end when it ended, by itself or with an exception; null when the journal does not say that it did
 * @param failed whether it threw
 */
record Run(
        Work work,
        long message,
        int incarnation,
        long begin,
        @Nullable Long end,
        boolean failed) {

    /** Whether it came to its end without an exception. */
    boolean succeeded() {
        return end != null && !failed;
    }

    Run ended(long at, boolean withException) {
        return new Run(work, message, incarnation, begin, at, withException);
    }
}
