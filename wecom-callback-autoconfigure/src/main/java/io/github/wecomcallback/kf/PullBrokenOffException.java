// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

/** A page cannot be handled to its end now. The cursor stays where it is. */
final class PullBrokenOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PullBrokenOffException(String message) {
        super(message);
    }
}
