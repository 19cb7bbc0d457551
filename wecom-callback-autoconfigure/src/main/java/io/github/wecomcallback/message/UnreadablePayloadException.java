// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

/** A text that is no payload. Says why without repeating it, and carries no stack trace: strangers can cause it. */
public final class UnreadablePayloadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadablePayloadException(String message) {
        super(message, null, false, false);
    }
}
