// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.util.function.Function;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/** Which of an account's ids its callbacks carry. */
@RequiredArgsConstructor
enum ReceiveId {
    CORP_ID("corp-id", Account.Builder::corpId),
    SUITE_ID("suite-id", Account.Builder::suiteId),
    PROVIDER_CORP_ID("provider-corp-id", Account.Builder::providerCorpId),
    APP_ID("app-id", Account.Builder::appId),
    /** None: an empty id, which is checked like any other. */
    NONE("", account -> "");

    /** The property that holds the id. */
    @Getter
    @Accessors(fluent = true)
    private final String property;

    private final Function<Account.Builder, @Nullable String> value;

    @Nullable String of(Account.Builder account) {
        return value.apply(account);
    }
}
