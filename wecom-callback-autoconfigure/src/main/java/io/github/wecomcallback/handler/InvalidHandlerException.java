// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import lombok.Getter;

/** A handler that cannot work as it is written. Stops the start. */
@Getter
public final class InvalidHandlerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The handler, as a developer would look for it. */
    private final String handler;

    /** How to mend it. */
    private final String remedy;

    InvalidHandlerException(String handler, String problem, String remedy) {
        super(handler + " " + problem);
        this.handler = handler;
        this.remedy = remedy;
    }
}
