// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.Cacheable;

/** What an application caches. */
class CachedThings {

    private final AtomicInteger calls = new AtomicInteger();

    @Cacheable("things")
    public CompletableFuture<String> later() {
        return CompletableFuture.completedFuture("thing " + calls.incrementAndGet());
    }

    @Cacheable("nothing")
    public @Nullable String nothing() {
        calls.incrementAndGet();
        return null;
    }

    public int calls() {
        return calls.get();
    }
}
