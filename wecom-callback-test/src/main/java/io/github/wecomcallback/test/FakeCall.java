// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A call of the application, read. */
final class FakeCall {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int NOT_JSON = 47001;

    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final byte[] body;
    private final List<Runnable> leaving = new ArrayList<>();

    FakeCall(String method, URI uri, byte[] body) {
        this.method = method;
        this.path = uri.getPath();
        this.query = parse(uri.getRawQuery());
        this.body = body;
    }

    private static Map<String, String> parse(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            values.putIfAbsent(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** A parameter of the query; empty where there is none. */
    String query(String name) {
        return query.getOrDefault(name, "");
    }

    ObjectNode json() {
        return json(new String(body, StandardCharsets.UTF_8));
    }

    static ObjectNode json(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException ex) {
            // Answered as any other body that is no object.
        }
        throw new ApiException(NOT_JSON, "data format error: the body is no JSON object");
    }

    /** A text of a body; empty where there is none. */
    static String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw ApiException.invalid(name + " is no text");
        }
        return value.stringValue();
    }

    static String required(JsonNode body, String name) {
        String value = text(body, name);
        if (value.isEmpty()) {
            throw ApiException.invalid(name + " is missing");
        }
        return value;
    }

    /** Says what to do when the call is over: before the answer is written, so before the application can call anew. */
    void whenOver(Runnable action) {
        leaving.add(action);
    }

    void over() {
        leaving.forEach(Runnable::run);
        leaving.clear();
    }
}
