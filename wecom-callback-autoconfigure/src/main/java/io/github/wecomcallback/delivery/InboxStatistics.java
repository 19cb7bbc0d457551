// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.util.concurrent.atomic.LongAdder;

/** What this node did with the inbox since its start, in numbers. Thread-safe. */
public class InboxStatistics {

    private final LongAdder stored = new LongAdder();
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder died = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final LongAdder rescheduled = new LongAdder();

    void stored(int entries) {
        stored.add(entries);
    }

    void handled() {
        handled.increment();
    }

    void failed() {
        failed.increment();
    }

    void died() {
        died.increment();
    }

    void unavailable() {
        unavailable.increment();
    }

    void rescheduled(long entries) {
        rescheduled.add(entries);
    }

    /** How many messages were stored, for each of their handlers. */
    public long countStored() {
        return stored.sum();
    }

    /** How often a handler succeeded. */
    public long countHandled() {
        return handled.sum();
    }

    /** How often a handler failed, be it for the last time or not. */
    public long countFailed() {
        return failed.sum();
    }

    /** How many messages became dead letters. */
    public long countDied() {
        return died.sum();
    }

    /** How often nothing could be stored, so that the platform had to deliver again. */
    public long countUnavailable() {
        return unavailable.sum();
    }

    /** How many messages, for each of their handlers, waited without being run until that was noticed; there should be none. */
    public long countRescheduled() {
        return rescheduled.sum();
    }
}
