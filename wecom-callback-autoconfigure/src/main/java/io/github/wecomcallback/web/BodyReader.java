// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Takes the body of one request, as far as it has come. Of one that is too large it takes a byte more than is allowed. */
final class BodyReader {

    private static final int BUFFER_SIZE = 4_096;

    private final ServletInputStream in;
    private final long length;
    private final int limit;
    private final ByteArrayOutputStream body;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private boolean ended;

    /**
     * @param in what carries it
     * @param length how long it is said to be, or -1
     * @param limit how long it may be
     */
    private BodyReader(ServletInputStream in, long length, int limit) {
        this.in = in;
        this.length = length;
        this.limit = limit;
        this.body = new ByteArrayOutputStream(length < 0 ? BUFFER_SIZE : (int) Math.min(length, BUFFER_SIZE));
    }

    static BodyReader of(HttpServletRequest request, int limit) throws IOException {
        return new BodyReader(request.getInputStream(), request.getContentLengthLong(), limit);
    }

    ServletInputStream in() {
        return in;
    }

    /** Whether there is nothing more to read, or more than is allowed. */
    boolean isDone() {
        return ended || body.size() == length || isTooLarge();
    }

    boolean isTooLarge() {
        return body.size() > limit;
    }

    /** Reads what is here already, and waits for nothing: of chunks, what is here may be no more than the beginning of a length. */
    void readWhatIsHere() throws IOException {
        while (length >= 0 && !isDone() && in.available() > 0) {
            readSome();
        }
    }

    /** Reads what is here already of a stream that tells when there is more. */
    void readWhileReady() throws IOException {
        while (!isDone() && in.isReady()) {
            readSome();
        }
    }

    /** Reads some more, and waits for it. */
    void readSome() throws IOException {
        int read = in.read(buffer, 0, Math.min(buffer.length, limit + 1 - body.size()));
        if (read < 0) {
            ended = true;
        } else {
            body.write(buffer, 0, read);
        }
    }

    /** All of it. */
    byte[] body() throws IOException {
        if (body.size() < length && !isTooLarge()) {
            throw new IOException("The body broke off");
        }
        return body.toByteArray();
    }
}
