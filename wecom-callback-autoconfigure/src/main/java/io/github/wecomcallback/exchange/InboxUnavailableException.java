// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

/** A message could not be kept, so it must not be acknowledged: the platform delivers it again. */
public class InboxUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The cause may quote what was to be kept: it is not for the log. */
    public InboxUnavailableException(Throwable cause) {
        super("The inbox is not available", cause);
    }
}
