// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plays the API of the platform: over HTTP, with answers that the test gives. */
public final class ApiServer implements AutoCloseable {

    public static final String GET_TOKEN = "/cgi-bin/gettoken";

    private final AtomicInteger tokens = new AtomicInteger();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Call, Answer>> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;

    private ApiServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
        on(GET_TOKEN, call -> newToken(7200));
    }

    public static ApiServer start() {
        return new ApiServer();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Says how a path is answered from now on. */
    public ApiServer on(String path, Function<Call, Answer> answer) {
        answers.put(path, answer);
        return this;
    }

    /** The next of the tokens {@code token-1}, {@code token-2} … */
    public Answer newToken(int seconds) {
        return Answer.json("{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"token-" + tokens.incrementAndGet()
                + "\",\"expires_in\":" + seconds + "}");
    }

    /** All calls, in the order in which they came. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The calls of a path, in the order in which they came. */
    public List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, header -> header.getValue().get(0))),
                body);
        calls.add(call);
        Answer answer = answers.getOrDefault(call.path(), unknown -> new Answer(404, ""))
                .apply(call);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    /**
     * A call as it came.
     *
     * @param method GET or POST
     * @param path the path
     * @param query the parameters
     * @param headers the headers, as {@code X-header}
     * @param body the body, empty where there is none
     */
    public record Call(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body) {}

    /**
     * What is answered.
     *
     * @param status the status
     * @param body the body
     */
    public record Answer(int status, String body) {

        public static Answer json(String body) {
            return new Answer(200, body);
        }

        /** Success. */
        public static Answer ok() {
            return json("{\"errcode\":0,\"errmsg\":\"ok\"}");
        }

        public static Answer errcode(int code, String message) {
            return json("{\"errcode\":" + code + ",\"errmsg\":\"" + message + "\"}");
        }
    }
}
