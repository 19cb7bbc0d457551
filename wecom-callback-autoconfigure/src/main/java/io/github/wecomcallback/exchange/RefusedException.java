// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.experimental.Accessors;

/** Ends the way of a request that is not let in. Without a stack trace, since strangers can cause it at will. */
@Getter(AccessLevel.PACKAGE)
@Accessors(fluent = true)
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }
}
