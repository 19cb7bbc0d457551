// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application that calls the API by hand. */
final class ApiClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper MAPPER = new JsonMapper();

    private final FakeWeCom wecom;
    private String accessToken = "";

    ApiClient(FakeWeCom wecom) {
        this.wecom = wecom;
    }

    /** One that has an access token. */
    static ApiClient of(FakeWeCom wecom) throws Exception {
        ApiClient client = new ApiClient(wecom);
        client.accessToken = client.token("ww1", "s1").path("access_token").asString();
        return client;
    }

    ApiClient with(String token) {
        ApiClient other = new ApiClient(wecom);
        other.accessToken = token;
        return other;
    }

    JsonNode token(String corpId, String secret) throws Exception {
        return get(FakeWeCom.GET_TOKEN + "?corpid=" + corpId + "&corpsecret=" + secret);
    }

    JsonNode get(String path) throws Exception {
        return MAPPER.readTree(send(request(path).GET().build()).body());
    }

    JsonNode pull(String body) throws Exception {
        return post(FakeWeCom.SYNC_MSG, body);
    }

    JsonNode post(String path, String body) throws Exception {
        return MAPPER.readTree(exchange(path, body).body());
    }

    HttpResponse<String> exchange(String path, String body) throws Exception {
        return send(posting(path, body));
    }

    CompletableFuture<HttpResponse<String>> begin(String path, String body) {
        return HTTP.sendAsync(posting(path, body), BodyHandlers.ofString());
    }

    private HttpRequest posting(String path, String body) {
        String query = accessToken.isEmpty() ? "" : "?access_token=" + accessToken;
        return request(path + query).POST(BodyPublishers.ofString(body)).build();
    }

    private HttpRequest.Builder request(String path) {
        String url = path.startsWith("http") ? path : wecom.baseUrl() + path;
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
