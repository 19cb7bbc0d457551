// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What to answer.
 *
 * @param status the HTTP status
 * @param contentType the type of the body, or null when it is empty
 * @param body the body
 */
public record CallbackResponse(int status, @Nullable String contentType, byte[] body) {

    private static final byte[] EMPTY = {};

    static CallbackResponse status(int status) {
        return new CallbackResponse(status, null, EMPTY);
    }

    static CallbackResponse text(String body) {
        return body.isEmpty() ? status(200) : of("text/plain;charset=UTF-8", body);
    }

    static CallbackResponse of(String contentType, String body) {
        return new CallbackResponse(200, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "CallbackResponse[" + status + ", " + body.length + " bytes]";
    }
}
