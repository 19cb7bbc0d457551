// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks what the page asks, and how it asks. */
final class ConsoleClient {

    static final String[] OWN = {ConsoleAccess.OWN_HEADER, "1"};

    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String authority;

    ConsoleClient(int port) {
        this("localhost", port);
    }

    ConsoleClient(String host, int port) {
        authority = host + ":" + port;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return exchange(request(path, headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return exchange(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    JsonNode read(String path) throws Exception {
        return json.readTree(get("/wecom/console/api/" + path).body());
    }

    JsonNode change(String path, Map<String, ?> body) throws Exception {
        HttpResponse<String> answer = post("/wecom/console/api/" + path, json.writeValueAsString(body), OWN);
        return json.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + authority + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
