// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds accounts by name and keeps those it found for a while, with their ciphers, and for as long what it did not find.
 * Bounded, since strangers may call any name. Accounts that are fixed are not kept a second time.
 */
public class AccountLookup {

    private final AccountRepository repository;
    private final @Nullable Cache<String, Optional<Account>> kept;

    /**
     * @param repository where accounts come from
     * @param keep how long one is kept; zero asks the repository each time
     * @param maximum how many are kept
     */
    public AccountLookup(AccountRepository repository, Duration keep, int maximum) {
        this.repository = repository;
        this.kept = repository instanceof FixedAccounts || keep.isZero()
                ? null
                : Caffeine.newBuilder()
                        .expireAfterWrite(keep)
                        .maximumSize(maximum)
                        .build();
    }

    /** The account of that name, or null when there is none. Fails as the repository fails. */
    public @Nullable Account find(String name) {
        return kept == null
                ? repository.findByName(name)
                : kept.get(name, key -> Optional.ofNullable(repository.findByName(key)))
                        .orElse(null);
    }
}
