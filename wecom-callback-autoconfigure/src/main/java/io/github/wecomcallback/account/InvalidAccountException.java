// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** An account that cannot work. Names the account, the property and what is wrong with it, never its value. */
@Getter
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class InvalidAccountException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String account;
    private final String property;
    private final String problem;

    @Override
    public String getMessage() {
        return "Account '" + account + "': " + property + " " + problem;
    }
}
