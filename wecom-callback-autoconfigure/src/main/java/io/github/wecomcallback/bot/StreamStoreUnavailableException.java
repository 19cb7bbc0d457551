// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

/** The store cannot be asked at the moment. */
final class StreamStoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    StreamStoreUnavailableException(Throwable cause) {
        super(cause);
    }
}
