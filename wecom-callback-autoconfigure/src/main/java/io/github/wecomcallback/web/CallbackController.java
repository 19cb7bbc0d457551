// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.exchange.Admission;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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

    /** Of a request whose connection is to be closed although its body has not been read. */
    static final String CLOSE = CallbackController.class.getName() + ".close";

    private static final String RECEIVED_AT = CallbackController.class.getName() + ".receivedAt";
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
                write(receive(request, response, now), response);
                if (request.getAttribute(CLOSE) != null) {
                    // Else the server would put its error page there, for it takes the end of the wait for an error.
                    response.flushBuffer();
                }
            }
            default -> {
                response.setHeader("Allow", "GET, POST");
                response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    /** The answer, or null when another gives it: at the deadline, or when the body has come. */
    private @Nullable CallbackResponse receive(HttpServletRequest request, HttpServletResponse response, Instant now) {
        Instant receivedAt = arrivalOf(request, now);
        Admission admission = processor.admit(account(request), receivedAt);
        Account account = admission.account();
        if (account == null) {
            return admission.refusal();
        }
        if (request.getContentLengthLong() > maxBodySize) {
            return processor.refuse(account.name(), Refusal.TOO_LARGE);
        }
        try {
            SlowBody.Arrival arrival = arrival(account, request, response, admission.timeLeft());
            if (arrival == null) {
                return null;
            }
            return arrival.inTime()
                    ? receive(account, arrival.body(), request, response, receivedAt)
                    : tooSlow(account, request, response);
        } catch (IOException ex) {
            return processor.refuse(account.name(), Refusal.MALFORMED);
        }
    }

    /** The body, which as a rule is here; or null when it is not, and the request is dispatched anew when it is. */
    private SlowBody.@Nullable Arrival arrival(
            Account account, HttpServletRequest request, HttpServletResponse response, Duration timeLeft)
            throws IOException {
        SlowBody.Arrival arrived = SlowBody.arrivalOf(request);
        if (arrived != null) {
            return arrived;
        }
        BodyReader body = BodyReader.of(request, maxBodySize);
        body.readWhatIsHere();
        if (!body.isDone() && SlowBody.isPossible(request)) {
            SlowBody.await(request, response, body, timeLeft, () -> breakOff(account, response));
            return null;
        }
        return new SlowBody.Arrival(body, readAll(body, timeLeft));
    }

    /** Reads all that is to come, and waits for it. Returns whether it came in time. */
    private boolean readAll(BodyReader body, Duration timeLeft) throws IOException {
        Instant until = clock.instant().plus(timeLeft);
        while (!body.isDone()) {
            if (!clock.instant().isBefore(until)) {
                return false;
            }
            body.readSome();
        }
        return true;
    }

    private @Nullable CallbackResponse receive(
            Account account,
            BodyReader body,
            HttpServletRequest request,
            HttpServletResponse response,
            Instant receivedAt)
            throws IOException {
        return body.isTooLarge()
                ? processor.refuse(account.name(), Refusal.TOO_LARGE)
                : processor.receive(
                        account, callback(request, body.body(), receivedAt), late -> writeLate(late, response));
    }

    private CallbackResponse tooSlow(Account account, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(CLOSE, true);
        response.setHeader("Connection", "close");
        return processor.refuse(account.name(), Refusal.TOO_SLOW);
    }

    private void breakOff(Account account, HttpServletResponse response) {
        writeLate(processor.refuse(account.name(), Refusal.MALFORMED), response);
    }

    /** Of a request that is dispatched anew, when it came first. */
    private static Instant arrivalOf(HttpServletRequest request, Instant now) {
        if (request.getAttribute(RECEIVED_AT) instanceof Instant before) {
            return before;
        }
        request.setAttribute(RECEIVED_AT, now);
        return now;
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

    private static void write(@Nullable CallbackResponse answer, HttpServletResponse response) throws IOException {
        if (answer == null) {
            return;
        }
        response.setStatus(answer.status());
        response.setContentLength(answer.body().length);
        @Nullable String contentType = answer.contentType();
        if (contentType != null) {
            response.setContentType(contentType);
            response.getOutputStream().write(answer.body());
        }
    }
}
