// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.http;

import io.github.wecomcallback.benchmarks.sample.Platform.Sealed;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that stays open, and costs its process as little as can be. For one thread. */
final class Connection implements AutoCloseable {

    private static final String LENGTH = "\r\ncontent-length: ";

    private final byte[] buffer = new byte[64 * 1024];
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final String path;
    private String body = "";

    Connection(int port, String path) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setTcpNoDelay(true);
        this.out = socket.getOutputStream();
        this.in = socket.getInputStream();
        this.path = path;
    }

    /** Sends a request in one piece and waits for the end of its answer, which must be a 200. */
    void exchange(Sealed request) throws IOException {
        String head = "POST " + path + "?" + request.query() + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: text/xml\r\nContent-Length: " + request.body().length + "\r\n\r\n";
        int length = head.length();
        System.arraycopy(head.getBytes(StandardCharsets.ISO_8859_1), 0, buffer, 0, length);
        System.arraycopy(request.body(), 0, buffer, length, request.body().length);
        out.write(buffer, 0, length + request.body().length);
        read();
    }

    private void read() throws IOException {
        int filled = 0;
        int end = -1;
        while (end < 0) {
            filled += more(filled);
            end = endOfHead(filled);
        }
        String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        if (!head.startsWith("HTTP/1.1 200")) {
            throw new IOException("Answered " + head.lines().findFirst().orElse(""));
        }
        int all = end + bodyLength(head);
        while (filled < all) {
            filled += more(filled);
        }
        body = new String(buffer, end, all - end, StandardCharsets.UTF_8);
    }

    private int more(int filled) throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("The application hung up");
        }
        return read;
    }

    private int endOfHead(int filled) {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 2] == '\n' && buffer[i - 1] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int bodyLength(String head) throws IOException {
        for (int i = 0; i < head.length() - LENGTH.length(); i++) {
            if (head.regionMatches(true, i, LENGTH, 0, LENGTH.length())) {
                int start = i + LENGTH.length();
                return Integer.parseInt(head, start, head.indexOf('\r', start), 10);
            }
        }
        throw new IOException("An answer without a length");
    }

    /** The latest answer. */
    String body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
