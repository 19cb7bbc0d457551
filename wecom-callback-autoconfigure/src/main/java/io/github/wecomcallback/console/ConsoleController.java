// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import io.github.wecomcallback.console.ConsoleViews.About;
import io.github.wecomcallback.console.ConsoleViews.Done;
import io.github.wecomcallback.console.ConsoleViews.Problem;
import io.github.wecomcallback.console.ConsoleViews.SampleText;
import io.github.wecomcallback.console.ConsoleViews.Sending;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console over HTTP: a page, and below it what the page asks for. As with callbacks, neither the application's message
 * converters nor its error pages have a say here.
 */
@Slf4j
@RequiredArgsConstructor
public final class ConsoleController implements HttpRequestHandler {

    private static final int MAX_BODY_SIZE = 1024 * 1024;
    private static final Pattern LETTER = Pattern.compile("api/dead-letters/(\\d{1,18})/(replay|discard)");
    private static final String SAMPLE = "api/samples/";

    private final JsonMapper json = new JsonMapper();
    private final ConsolePage page = new ConsolePage();
    private final ConsoleAccess access;
    private final ConsoleData data;
    private final SampleBook samples;
    private final SelfDelivery delivery;

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ConsolePage.harden(response);
        String path = path(request);
        switch (request.getMethod()) {
            case "GET" -> get(path, request, response);
            case "POST" -> post(path, request, response);
            default -> response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    /** What stands behind the console's own path. */
    private static String path(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE));
    }

    private void get(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean api = path.startsWith("api/");
        if (!(api ? access.mayRead(request) : access.mayLoad(request))) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else if (!api) {
            page.write(path, request, response);
        } else {
            answer(response, () -> read(path, request));
        }
    }

    private void post(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!access.mayWrite(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else {
            answer(response, () -> change(path, request));
        }
    }

    private @Nullable Object read(String path, HttpServletRequest request) {
        return switch (path) {
            case "api/about" -> new About(data.accounts(), data.hasInbox(), CsrfHeader.of(request));
            case "api/recent" -> data.recent();
            case "api/handlers" -> data.handlers();
            case "api/dead-letters" -> data.deadLetters();
            case "api/samples" -> samples.all();
            default -> path.startsWith(SAMPLE) ? sample(path.substring(SAMPLE.length())) : null;
        };
    }

    private @Nullable Object sample(String id) {
        String text = samples.text(id);
        // So that it can be sent again and again as it stands, which makes redeliveries of it.
        return text == null ? null : new SampleText(FreshText.ofNow(text, Instant.now()));
    }

    private @Nullable Object change(String path, HttpServletRequest request) throws IOException {
        if (path.equals("api/send")) {
            return send(request.getInputStream().readNBytes(MAX_BODY_SIZE));
        }
        Matcher letter = LETTER.matcher(path);
        if (!letter.matches()) {
            return null;
        }
        long id = Long.parseLong(letter.group(1));
        return new Done(letter.group(2).equals("replay") ? data.replay(id) : data.discard(id));
    }

    private @Nullable Object send(byte[] body) {
        Sending sending = sending(body);
        String text = sending == null ? null : text(sending);
        if (text == null || sending.account() == null) {
            return Problem.NOTHING_TO_SEND;
        }
        boolean fresh = !Boolean.FALSE.equals(sending.fresh());
        return delivery.send(sending.account(), fresh ? FreshText.of(text, Instant.now()) : text);
    }

    private @Nullable Sending sending(byte[] body) {
        try {
            return json.readValue(body, Sending.class);
        } catch (JacksonException ex) {
            return null;
        }
    }

    private @Nullable String text(Sending sending) {
        String sample = sending.sample() == null ? null : samples.text(sending.sample());
        if (sending.plaintext() != null) {
            return sending.plaintext();
        }
        return sample == null ? null : FreshText.ofNow(sample, Instant.now());
    }

    private void answer(HttpServletResponse response, Question question) throws IOException {
        try {
            Object answer = question.ask();
            if (answer == null) {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            if (answer instanceof Problem) {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            }
            response.setContentType("application/json");
            response.getOutputStream().write(json.writeValueAsBytes(answer));
        } catch (RuntimeException ex) {
            log.warn("The WeCom callback console could not answer", ex);
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    /** Something that can be answered, or fails, or finds nothing. */
    @FunctionalInterface
    private interface Question {

        @Nullable Object ask() throws IOException;
    }
}
