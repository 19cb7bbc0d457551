// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of streaming replies since the start, in numbers. Thread-safe. */
public class StreamStatistics {

    private final Map<StreamEnd, LongAdder> ends = new EnumMap<>(StreamEnd.class);
    private final LongAdder opened = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder ended = new LongAdder();

    /** Begins with nothing. */
    public StreamStatistics() {
        for (StreamEnd end : StreamEnd.values()) {
            ends.put(end, new LongAdder());
        }
    }

    void opened() {
        opened.increment();
    }

    void refused() {
        refused.increment();
    }

    void ended(StreamEnd end) {
        ends.get(end).increment();
        ended.increment();
    }

    /** How many were opened. */
    public long countOpened() {
        return opened.sum();
    }

    /** How many were refused for want of room; their sources were never asked. */
    public long countRefused() {
        return refused.sum();
    }

    /** How many ended so. */
    public long count(StreamEnd end) {
        return ends.get(end).sum();
    }

    /** How many sources are at work. */
    public long countOpen() {
        return Math.max(0, opened.sum() - ended.sum());
    }
}
