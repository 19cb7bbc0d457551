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
    private final Sealed[] requests;

    private Ring(Sealed[] requests) {
        this.requests = requests;
    }

    /** A ring of messages of one sort, encrypted now. They are good for as long as the starter takes their time for now. */
    public static Ring of(Sample sample) {
        return new Ring(IntStream.range(0, SIZE)
                .parallel()
                .mapToObj(number -> Platform.seal(sample.plaintext(number)))
                .toArray(Sealed[]::new));
    }

    /** One that nothing can be taken from. */
    public static Ring empty() {
        return new Ring(new Sealed[0]);
    }

    /** Signs all of them anew, because their time is over. Nobody may be taking any. */
    public void signAgain() {
        IntStream.range(0, SIZE).parallel().forEach(i -> requests[i] = Platform.signedAgain(requests[i]));
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
