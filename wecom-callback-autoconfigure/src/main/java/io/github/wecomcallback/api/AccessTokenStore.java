// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shares access tokens among nodes, so that one of them fetches a token for all. Thread-safe. */
public interface AccessTokenStore {

    /** The token, or null when there is none. */
    @Nullable AccessToken find(String key);

    /** Keeps a token until it ends. */
    void save(String key, AccessToken token);

    /** Forgets a token that the platform refused, unless there is another already. */
    void remove(String key, String token);

    /**
     * Whether the caller is the one to fetch the token. All others wait for it to be there.
     *
     * @param owner tells this caller from all others, on whichever node
     * @param time how long the others wait at most: after that the lock is free again
     */
    boolean tryLock(String key, String owner, Duration time);

    /**
     * The caller has fetched it, or could not. Does nothing when the caller took too long, and the lock is free again or
     * another's by now.
     *
     * @param owner who got the lock
     */
    void unlock(String key, String owner);
}
