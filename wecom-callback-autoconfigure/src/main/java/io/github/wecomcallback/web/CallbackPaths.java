// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where callbacks are received: the base path for the account {@value Account#DEFAULT_NAME}, and below it one path for
 * each account. Only where accounts are not known beforehand is every name below the base path taken.
 *
 * <p>Nothing else may be: an application can have endpoints of its own below the same path.
 *
 * @param base the configured path
 * @param patterns the patterns of all paths
 */
public record CallbackPaths(String base, List<String> patterns) {

    /** The name of the path variable that holds an account's name. */
    static final String ACCOUNT_VARIABLE = "account";

    /** Where an account is called. */
    public String of(String account) {
        return account.equals(Account.DEFAULT_NAME) ? base : base + "/" + account;
    }

    /** The paths of the accounts in a repository. */
    public static CallbackPaths of(String base, AccountRepository accounts) {
        Collection<Account> known = accounts.known();
        if (known.isEmpty()) {
            return new CallbackPaths(base, List.of(base, base + "/{" + ACCOUNT_VARIABLE + "}"));
        }
        Set<String> patterns = new LinkedHashSet<>();
        for (Account account : known) {
            if (account.name().equals(Account.DEFAULT_NAME)) {
                patterns.add(base);
            }
            patterns.add(base + "/{" + ACCOUNT_VARIABLE + ":" + account.name().replace(".", "\\.") + "}");
        }
        return new CallbackPaths(base, List.copyOf(patterns));
    }
}
