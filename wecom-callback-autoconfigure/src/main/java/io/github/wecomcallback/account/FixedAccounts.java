// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record FixedAccounts(Map<String, Account> byName) implements AccountRepository {

    @Override
    public @Nullable Account findByName(String name) {
        return byName.get(name);
    }

    @Override
    public Collection<Account> known() {
        return byName.values();
    }
}
