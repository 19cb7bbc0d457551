// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

/**
 * When the database was down.
 *
 * @param begin from when on
 * @param end until when
 */
record Outage(long begin, long end) {

    static final Outage NONE = new Outage(0, 0);

    /** How much of it lies within a span of time. */
    long within(long from, long to) {
        return Math.max(0, Math.min(to, end) - Math.max(from, begin));
    }

    long millis() {
        return end - begin;
    }
}
