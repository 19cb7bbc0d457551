// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A store whose answers to claims are long on their way. */
@RequiredArgsConstructor
final class SlowStore implements ClaimStore {

    final CountDownLatch claimed = new CountDownLatch(1);
    final CountDownLatch answer = new CountDownLatch(1);
    private final ClaimStore store;

    @Override
    public Standing claim(Claim claim, Duration lease) {
        Standing standing = store.claim(claim, lease);
        claimed.countDown();
        try {
            answer.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return standing;
    }

    @Override
    public void renew(Collection<Claim> claims, Duration lease) {
        store.renew(claims, lease);
    }

    @Override
    public boolean done(Claim claim, @Nullable Kept kept, Duration remember) {
        return store.done(claim, kept, remember);
    }

    @Override
    public boolean release(Claim claim, @Nullable Kept kept, Duration remember) {
        return store.release(claim, kept, remember);
    }
}
