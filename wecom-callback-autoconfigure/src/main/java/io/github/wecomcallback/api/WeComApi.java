// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import io.github.wecomcallback.account.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * Calls the platform in the name of an account: with its access token, and once more with a new one when the platform
 * refuses the token.
 *
 * <pre>{@code
 * JsonNode state = api.post(account, "/cgi-bin/kf/service_state/get",
 *     Map.of("open_kfid", text.openKfId(), "external_userid", text.externalUserId()));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public class WeComApi {

    private static final String TOKEN = "access_token";

    private final ApiHttp http;
    private final AccessTokenProvider tokens;

    /**
     * @param http knows the base URL, timeouts and proxies
     * @param tokens provides access tokens
     */
    public WeComApi(RestClient http, AccessTokenProvider tokens) {
        this.http = new ApiHttp(http);
        this.tokens = tokens;
    }

    /**
     * Sends JSON and returns the answer, which is no error.
     *
     * @param account in whose name
     * @param path the path, such as {@code /cgi-bin/kf/send_msg}
     * @param body what to send, anything that Jackson writes
     * @throws WeComApiException when the platform does not do it
     */
    public JsonNode post(Account account, String path, Object body) {
        return withToken(account, token -> http.post(path, "?access_token={access_token}", Map.of(TOKEN, token), body));
    }

    /**
     * Asks and returns the answer, which is no error.
     *
     * @param account in whose name
     * @param path the path
     * @param parameters further parameters of the URL
     * @throws WeComApiException when the platform does not do it
     */
    public JsonNode get(Account account, String path, Map<String, String> parameters) {
        StringBuilder query = new StringBuilder("?access_token={access_token}");
        parameters
                .keySet()
                .forEach(name ->
                        query.append('&').append(name).append("={").append(name).append('}'));
        return withToken(account, token -> {
            Map<String, String> variables = new HashMap<>(parameters);
            variables.put(TOKEN, token);
            return http.get(path, query.toString(), variables);
        });
    }

    private JsonNode withToken(Account account, Function<String, JsonNode> call) {
        try {
            return once(account, call);
        } catch (WeComApiException ex) {
            if (!ex.isTokenRefused()) {
                throw ex;
            }
            return once(account, call);
        }
    }

    private JsonNode once(Account account, Function<String, JsonNode> call) {
        String token = tokens.token(account);
        try {
            return call.apply(token);
        } catch (WeComApiException ex) {
            if (ex.isTokenRefused()) {
                tokens.refused(account, token);
            }
            throw ex;
        }
    }
}
