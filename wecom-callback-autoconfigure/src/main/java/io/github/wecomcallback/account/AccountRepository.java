// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the account that a callback is for. The accounts of {@code application.yml} are one such repository; a bean of
 * the application's takes its place, for accounts that live in a database or a configuration service.
 *
 * <pre>{@code
 * @Bean
 * AccountRepository accounts(CorpTable corps) {
 *   return name -> corps.find(name)
 *       .map(corp -> Account.app(corp.corpId(), corp.token(), corp.aesKey()).name(name).build())
 *       .orElse(null);
 * }
 * }</pre>
 *
 * <p>It is asked on every callback, by many threads at once. An {@link Account} keeps its ciphers, so a repository that
 * reads from afar should also keep the accounts it made.
 */
@FunctionalInterface
public interface AccountRepository {

    /**
     * The account of that name.
     *
     * @param name the last segment of the callback's path, or {@value Account#DEFAULT_NAME} where the path has none
     * @return the account, or null when there is none
     */
    @Nullable Account findByName(String name);

    /** The accounts to show in health and at start. None, where they are too many to list. */
    default Collection<Account> known() {
        return List.of();
    }

    /**
     * A repository of fixed accounts.
     *
     * @throws InvalidAccountException when two have the same name
     */
    static AccountRepository of(Collection<Account> accounts) {
        return FixedAccounts.of(accounts);
    }
}
