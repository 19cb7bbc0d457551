// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import java.io.IOException;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the platform and looks at what comes back. Thread-safe. */
@RequiredArgsConstructor
final class ApiHttp {

    private static final JsonMapper JSON = new JsonMapper();

    private final RestClient http;

    /** What the platform answers, once it is no error. */
    JsonNode get(String path, String query, Map<String, ?> variables) {
        return checked(path, http.get().uri(path + query, variables));
    }

    /** What the platform answers, once it is no error. */
    JsonNode post(String path, String query, Map<String, ?> variables, Object body) {
        return checked(
                path,
                http.method(HttpMethod.POST)
                        .uri(path + query, variables)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(JSON.writeValueAsBytes(body)));
    }

    private static JsonNode checked(String path, RestClient.RequestHeadersSpec<?> call) {
        byte[] body;
        try {
            body = call.exchange((request, response) -> body(path, response));
        } catch (RestClientException ex) {
            throw WeComApiException.unanswered(path, reason(ex), ex);
        }
        JsonNode answer = parse(path, body);
        JsonNode code = answer.path("errcode");
        if (!code.canConvertToInt()) {
            // All answers of the platform have one. This is of something before it, such as a gateway.
            throw WeComApiException.unanswered(path, "the answer has no errcode", null);
        }
        int errCode = code.intValue();
        if (errCode != 0) {
            throw WeComApiException.of(path, errCode, answer.path("errmsg").asString(""));
        }
        return answer;
    }

    private static byte[] body(String path, ClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (!status.is2xxSuccessful()) {
            throw WeComApiException.answered(path, status);
        }
        return StreamUtils.copyToByteArray(response.getBody());
    }

    /** What came may hold anything, so it is not quoted. */
    private static JsonNode parse(String path, byte @Nullable [] body) {
        try {
            JsonNode answer = JSON.readTree(body == null ? new byte[0] : body);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException ex) {
            // Said below.
        }
        throw WeComApiException.unanswered(path, "the answer is no JSON object", null);
    }

    private static String reason(RestClientException ex) {
        Throwable cause = ex.getMostSpecificCause();
        return cause.getClass().getSimpleName();
    }
}
