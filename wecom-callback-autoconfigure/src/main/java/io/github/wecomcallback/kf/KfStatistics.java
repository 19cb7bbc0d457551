// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.util.concurrent.atomic.LongAdder;

/** Counts what this node pulled and what became of it. Thread-safe. */
public class KfStatistics {

    private final LongAdder pulls = new LongAdder();
    private final LongAdder failedPulls = new LongAdder();
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final LongAdder passedOver = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder notSent = new LongAdder();

    void pulled() {
        pulls.increment();
    }

    void pullFailed() {
        failedPulls.increment();
    }

    void handled() {
        handled.increment();
    }

    void failed() {
        failed.increment();
    }

    void givenUp() {
        givenUp.increment();
    }

    void passedOver() {
        passedOver.increment();
    }

    void sent() {
        sent.increment();
    }

    void notSent() {
        notSent.increment();
    }

    /** Calls of {@code kf/sync_msg} that brought a page. */
    public long pulls() {
        return pulls.sum();
    }

    /** Pulls that broke off, to be tried again. */
    public long failedPulls() {
        return failedPulls.sum();
    }

    /** Messages whose handlers succeeded, or have been kept for in the inbox. */
    public long handledMessages() {
        return handled.sum();
    }

    /** Tries to handle a message that failed. */
    public long failedTries() {
        return failed.sum();
    }

    /** Messages that were passed on from after the last try. */
    public long givenUpMessages() {
        return givenUp.sum();
    }

    /** Messages from before the first pull, and what could not be read. */
    public long passedOverMessages() {
        return passedOver.sum();
    }

    /** Replies that the platform took. */
    public long sentReplies() {
        return sent.sum();
    }

    /** Replies that could not be sent and never can. */
    public long unsentReplies() {
        return notSent.sum();
    }
}
