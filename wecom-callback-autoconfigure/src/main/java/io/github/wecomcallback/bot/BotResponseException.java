// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

/**
 * A reply could not be sent to a response URL. Its message does not name the URL: whoever knows it can reply in the bot's
 * name.
 */
public final class BotResponseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BotResponseException(String message) {
        super(message);
    }

    BotResponseException(String message, Throwable cause) {
        super(message, cause);
    }
}
