// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.sample;

import io.github.wecomcallback.benchmarks.sample.Platform.Sealed;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Requests to send round and round. There are more of them than the redelivery guard remembers by default, and they go
 * in one order whoever takes them, so that each is a new message whenever it comes.
 */
public final class Ring {

    /** A tenth more than {@code wecom.callback.guard.max-messages}. */
    private static final int SIZE = 110_000;

    private static final int BLOCK = 50;

    private final AtomicLong nextBlock = new AtomicLong();
    private final Sample sample;
    private final Sealed[] requests;
    private long sealed;

    private Ring(Sample sample, Sealed[] requests) {
        this.sample = sample;
        this.requests = requests;
    }

    /** A ring of messages of one sort, encrypted now. They are good for as long as the starter takes their time for now. */
    public static Ring of(Sample sample) {
        Ring ring = new Ring(sample, new Sealed[SIZE]);
        ring.renew();
        return ring;
    }

    /** One that nothing can be taken from. */
    public static Ring empty() {
        return new Ring(Sample.TEXT, new Sealed[0]);
    }

    /** Fills it with messages that were never sent before. Nobody may be taking any. */
    public void renew() {
        IntStream.range(0, SIZE).parallel().forEach(i -> requests[i] = Platform.seal(sample.plaintext(sealed + i)));
        sealed += SIZE;
    }

    /** One thread's way along the ring. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** Takes requests in blocks, so that threads rarely meet. For one thread. */
    public final class Cursor {

        private int position;
        private int end;

        /** The next request. */
        public Sealed next() {
            if (position == end) {
                position = (int) (nextBlock.getAndIncrement() % (SIZE / BLOCK)) * BLOCK;
                end = position + BLOCK;
            }
            return requests[position++];
        }
    }
}
