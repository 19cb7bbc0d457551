// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts in the order in which they were given, and found by name. */
record FixedAccounts(List<Account> known, Map<String, Account> byName) implements AccountRepository {

    static FixedAccounts of(Collection<Account> accounts) {
        Map<String, Account> byName = new HashMap<>();
        for (Account account : accounts) {
            if (byName.put(account.name(), account) != null) {
                throw new InvalidAccountException(account.name(), "name", "is the name of two accounts");
            }
        }
        // A copy has no object for each entry: with thousands of accounts, that is one less to wait for.
        return new FixedAccounts(List.copyOf(accounts), Map.copyOf(byName));
    }

    @Override
    public @Nullable Account findByName(String name) {
        return byName.get(name);
    }
}
