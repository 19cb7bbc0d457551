// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Subscribes to a publisher. What it gives after the end is nothing, as are its nulls. */
@Slf4j
final class PublisherFeed extends Feed implements Subscriber<String> {

    private static final Subscription OVER = new Subscription() {

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final Publisher<String> publisher;

    PublisherFeed(Publisher<String> publisher, LiveStream stream, Executor threads) {
        super(stream, threads);
        this.publisher = publisher;
    }

    @Override
    void open() {
        publisher.subscribe(this);
    }

    /** Most go on elsewhere. */
    @Override
    void left() {}

    @Override
    void release() {
        Subscription given = subscription.getAndSet(OVER);
        if (given != null) {
            cancel(given);
        }
    }

    @Override
    public void onSubscribe(Subscription given) {
        Objects.requireNonNull(given, "subscription");
        if (subscription.compareAndSet(null, given)) {
            // All of it: what is kept is bounded, and a publisher that has more is cancelled.
            given.request(Long.MAX_VALUE);
        } else {
            cancel(given);
        }
    }

    @Override
    public void onNext(@Nullable String piece) {
        stream.add(piece);
    }

    @Override
    public void onError(Throwable error) {
        Objects.requireNonNull(error, "error");
        subscription.set(OVER);
        stream.fail(error);
    }

    @Override
    public void onComplete() {
        subscription.set(OVER);
        stream.complete();
    }

    private static void cancel(Subscription given) {
        try {
            given.cancel();
        } catch (RuntimeException ex) {
            log.debug("A publisher failed when it was cancelled", ex);
        }
    }
}
