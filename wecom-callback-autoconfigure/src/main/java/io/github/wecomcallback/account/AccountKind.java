// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.util.function.Function;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/** What an account is to the platform, and with it all that differs from one kind of callback URL to another. */
@Accessors(fluent = true)
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public enum AccountKind {

    /** A self-built app, or a built-in module: contacts, customer contact, approval and their like. */
    APP("corp-id", Account.Builder::corpId, "");

    /** The property that holds the id which callbacks to such an account carry. */
    @Getter(AccessLevel.PACKAGE)
    private final String receiveIdProperty;

    private final Function<Account.Builder, @Nullable String> receiveId;

    /** The body that says "received, and no reply". */
    @Getter
    private final String acknowledgement;

    @Nullable String receiveId(Account.Builder account) {
        return receiveId.apply(account);
    }
}
