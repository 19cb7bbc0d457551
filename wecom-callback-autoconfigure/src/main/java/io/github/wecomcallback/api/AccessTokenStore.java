// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shares access tokens among nodes, so that one of them fetches a token for all. */
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
     * @param time how long the others wait at most
     */
    boolean tryLock(String key, Duration time);

    /** The caller has fetched it, or could not. */
    void unlock(String key);
}
