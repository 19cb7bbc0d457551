// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An answer of the platform.
 *
 * @param status the HTTP status
 * @param type the content type
 * @param body the body
 */
record FakeAnswer(int status, String type, byte[] body) {

    private static final String JSON = "application/json; charset=UTF-8";

    static FakeAnswer json(String body) {
        return new FakeAnswer(200, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    static FakeAnswer html(int status, String body) {
        return new FakeAnswer(status, "text/html; charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static FakeAnswer error(int code, String message) {
        return json(JsonNodeFactory.instance
                .objectNode()
                .put("errcode", code)
                .put("errmsg", message)
                .toString());
    }
}
