// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import lombok.Getter;

/** A cipher text that this key did not make. Carries no stack trace, because strangers can cause it at will. */
@Getter
public final class CryptoException extends RuntimeException {

    /** What was found wrong, in the order in which it is looked at. */
    public enum Reason {
        /** No Base64, or not a whole number of cipher blocks. */
        BAD_CIPHER_TEXT,
        /** The padding is not 1 to 32 equal bytes. */
        BAD_PADDING,
        /** The length field points past the end. */
        BAD_LENGTH
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    CryptoException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }
}
