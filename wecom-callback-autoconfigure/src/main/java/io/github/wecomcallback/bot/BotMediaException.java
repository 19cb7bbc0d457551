// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

/** Media of a bot's could not be read. Its message names neither the address, which is as good as a key, nor what was read. */
public final class BotMediaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BotMediaException(String message) {
        super(message);
    }

    BotMediaException(String message, Throwable cause) {
        super(message, cause);
    }
}
