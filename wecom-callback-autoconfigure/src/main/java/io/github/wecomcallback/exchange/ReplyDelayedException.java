// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.time.Duration;

/**
 * A reply cannot be sent at the moment, and neither the message nor the reply is to blame: the platform is away, or asks for
 * a pause. It is to be sent later, and that it could not be sent now is none of the message's tries.
 */
public final class ReplyDelayedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /**
     * @param message what is the matter
     * @param pause after which to try again
     * @param cause why it cannot be sent
     */
    public ReplyDelayedException(String message, Duration pause, Throwable cause) {
        super(message, cause);
        this.pause = pause;
    }

    /** After which to try again. */
    public Duration pause() {
        return pause;
    }
}
