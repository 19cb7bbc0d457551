// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds accounts by name and keeps those it found for a while, with their ciphers, and for as long what it did not find.
 * Accounts that are fixed are not kept a second time.
 *
 * <p>Strangers may call any name: one that is longer than an account's can be is not asked for at all, and of the names that
 * nobody has only so many are kept, apart from the accounts, which they cannot displace.
 */
public class AccountLookup {

    private static final int MAX_UNKNOWN = 1_000;

    private final AccountRepository repository;
    private final boolean keeps;
    private final ExpiringMap<String, Account> found;
    private final ExpiringMap<String, Boolean> unknown;

    /** Who is being asked for at the moment, so that callbacks that come together ask once. */
    private final ConcurrentMap<String, CompletableFuture<@Nullable Account>> asked = new ConcurrentHashMap<>();

    /**
     * @param repository where accounts come from
     * @param keep how long one is kept; zero asks the repository each time
     * @param maximum how many are kept
     */
    public AccountLookup(AccountRepository repository, Duration keep, int maximum) {
        this(repository, keep, maximum, System::nanoTime);
    }

    AccountLookup(AccountRepository repository, Duration keep, int maximum, LongSupplier nanoTime) {
        this.repository = repository;
        this.keeps = !(repository instanceof FixedAccounts) && !keep.isZero();
        this.found = new ExpiringMap<>(keep, maximum, nanoTime);
        this.unknown = new ExpiringMap<>(keep, Math.min(maximum, MAX_UNKNOWN), nanoTime);
    }

    /** The account of that name, or null when there is none. Fails as the repository fails. */
    public @Nullable Account find(String name) {
        if (name.length() > Account.MAX_NAME_LENGTH) {
            return null;
        }
        if (!keeps) {
            return repository.findByName(name);
        }
        Account account = found.get(name);
        return account != null || unknown.get(name) != null ? account : ask(name);
    }

    private @Nullable Account ask(String name) {
        CompletableFuture<@Nullable Account> answer = new CompletableFuture<>();
        CompletableFuture<@Nullable Account> other = asked.putIfAbsent(name, answer);
        if (other != null) {
            return join(other);
        }
        try {
            Account account = repository.findByName(name);
            if (account == null) {
                unknown.put(name, true);
            } else {
                found.put(name, account);
            }
            answer.complete(account);
            return account;
        } catch (Throwable ex) {
            answer.completeExceptionally(ex);
            throw ex;
        } finally {
            asked.remove(name, answer);
        }
    }

    private static @Nullable Account join(CompletableFuture<@Nullable Account> answer) {
        try {
            return answer.join();
        } catch (CompletionException ex) {
            throw ex.getCause() instanceof RuntimeException cause ? cause : ex;
        }
    }
}
