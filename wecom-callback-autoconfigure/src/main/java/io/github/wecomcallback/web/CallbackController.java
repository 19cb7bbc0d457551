// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The endpoint. It speaks to the servlet itself, since neither the application's message converters nor its content
 * negotiation may have a say in what the platform gets.
 */
@RequiredArgsConstructor
public final class CallbackController implements HttpRequestHandler {

    private static final byte[] EMPTY = {};

    private final CallbackProcessor processor;
    private final int maxBodySize;
    private final Clock clock;

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Before the body is read: that may take a while, and the platform is waiting.
        Instant now = clock.instant();
        switch (request.getMethod()) {
            case "GET" -> write(processor.verifyUrl(callback(request, EMPTY, now)), response);
            case "POST" -> {
                CallbackResponse answer = receive(request, response, now);
                if (answer != null) {
                    write(answer, response);
                }
            }
            default -> {
                response.setHeader("Allow", "GET, POST");
                response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    private @Nullable CallbackResponse receive(
            HttpServletRequest request, HttpServletResponse response, Instant receivedAt) {
        if (request.getContentLengthLong() > maxBodySize) {
            return processor.refuse(account(request), Refusal.TOO_LARGE);
        }
        byte[] body;
        try (InputStream in = request.getInputStream()) {
            body = in.readNBytes(maxBodySize + 1);
        } catch (IOException ex) {
            return processor.refuse(account(request), Refusal.MALFORMED);
        }
        return body.length > maxBodySize
                ? processor.refuse(account(request), Refusal.TOO_LARGE)
                : processor.receive(callback(request, body, receivedAt), late -> writeLate(late, response));
    }

    /** The thread of the request is still at work, so the connection must not be given another to wait for it. */
    private static void writeLate(CallbackResponse answer, HttpServletResponse response) {
        try {
            response.setHeader("Connection", "close");
            write(answer, response);
            response.flushBuffer();
        } catch (IOException ex) {
            // The platform has hung up; it delivers again.
        }
    }

    private static CallbackRequest callback(HttpServletRequest request, byte[] body, Instant receivedAt) {
        Map<String, String> query = QueryString.parse(request.getQueryString());
        return new CallbackRequest(account(request), query, RequestHeaders.of(request), body, receivedAt);
    }

    /**
     * What stands in the place of the pattern's variable. The variable itself cannot be asked: Spring looks for it in the
     * whole path, and finds nothing where the application has a context path or the servlet a path.
     */
    private static String account(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Object name = request.getAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE);
        return name != null && String.valueOf(pattern).indexOf('{') >= 0 ? name.toString() : Account.DEFAULT_NAME;
    }

    private static void write(CallbackResponse answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setContentLength(answer.body().length);
        @Nullable String contentType = answer.contentType();
        if (contentType != null) {
            response.setContentType(contentType);
            response.getOutputStream().write(answer.body());
        }
    }
}
