// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the endpoints answer, byte for byte. */
final class Requests {

    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private static final List<String> ACCEPTED = List.of(
            "",
            "*/*",
            BROWSER,
            "application/json",
            "application/xml",
            "text/xml;q=0.9,application/*+xml",
            "application/xml,application/json;q=0.9",
            "text/plain");
    private static final List<String> PATHS =
            List.of("/thing", "/map", "/text", "/number?number=x", "/broken", "/nowhere");

    private Requests() {}

    static void write(int port, Transcript transcript) {
        for (String path : PATHS) {
            for (String accepted : ACCEPTED) {
                String accept = accepted.isEmpty() ? "" : "Accept: " + accepted + "\r\n";
                transcript.add("GET " + path + " " + accept.strip(), () -> exchange(port, "GET", path, accept, ""));
            }
        }
        transcript.add("HEAD", () -> exchange(port, "HEAD", "/thing", "", ""));
        transcript.add("OPTIONS", () -> exchange(port, "OPTIONS", "/map", "", ""));
        transcript.add("POST JSON", () -> post(port, "application/json", "{\"name\":\"posted\",\"size\":1}"));
        transcript.add("POST what is no JSON", () -> post(port, "application/json", "{"));
        for (String type : List.of("application/xml", "text/xml", "application/atom+xml")) {
            transcript.add("POST " + type, () -> post(port, type, "<thing><name>posted</name><size>1</size></thing>"));
            transcript.add("POST what is no " + type, () -> post(port, type, "<"));
        }
    }

    private static String post(int port, String type, String body) throws IOException {
        return exchange(port, "POST", "/thing", "Content-Type: " + type + "\r\n", body);
    }

    private static String exchange(int port, String method, String path, String headers, String body)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
