// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * A body that is still on its way, for which no thread waits: anybody may begin a request and let it drip. When it is there,
 * or its time is over, the request is dispatched anew.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class SlowBody implements ReadListener {

    /** Of a request in chunks on a server that closes its connection when it is told to. */
    static final String CHUNKS_CAN_BE_CLOSED = SlowBody.class.getName() + ".chunks";

    /**
     * What there is when the request is dispatched anew.
     *
     * @param body as far as it has come
     * @param inTime whether it is all there is
     */
    record Arrival(BodyReader body, boolean inTime) {}

    private final BodyReader body;
    private final DeferredResult<Arrival> arrival;
    private final Runnable brokenOff;

    /**
     * Whether a body can be waited for without a thread: not where a filter cannot do without one, or has put another stream
     * in its place, which may not tell when there is more; and it has to be announced.
     */
    static boolean isPossible(HttpServletRequest request) {
        return request.isAsyncSupported() && isAnnounced(request) && isServersOwn(request);
    }

    /** In HTTP/1 there is no body else. Of chunks nobody knows how many come, so there must be a way to end them. */
    private static boolean isAnnounced(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || request.getAttribute(CHUNKS_CAN_BE_CLOSED) != null
                || !request.getProtocol().startsWith("HTTP/1");
    }

    private static boolean isServersOwn(HttpServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        try {
            return innermost == request || innermost.getInputStream() == request.getInputStream();
        } catch (IOException | IllegalStateException ex) {
            return false;
        }
    }

    /**
     * Begins to wait. The calling thread is free then.
     *
     * @param time how long to wait
     * @param brokenOff called when nothing more will come: what is to be answered is to be written then, since the server
     *     closes the connection afterwards
     */
    static void await(
            HttpServletRequest request,
            HttpServletResponse response,
            BodyReader body,
            Duration time,
            Runnable brokenOff)
            throws IOException {
        DeferredResult<Arrival> arrival =
                new DeferredResult<>(Math.max(1, time.toMillis()), () -> new Arrival(body, false));
        WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
        manager.setAsyncWebRequest(WebAsyncUtils.createAsyncWebRequest(request, response));
        try {
            manager.startDeferredResultProcessing(arrival);
        } catch (Exception ex) {
            throw new IOException(ex);
        }
        body.in().setReadListener(new SlowBody(body, arrival, brokenOff));
    }

    /** What came of the wait of a request that is dispatched anew, or null when it is dispatched for the first time. */
    static @Nullable Arrival arrivalOf(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.ASYNC) {
            return null;
        }
        WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
        return manager.hasConcurrentResult() && manager.getConcurrentResult() instanceof Arrival arrival
                ? arrival
                : null;
    }

    @Override
    public void onDataAvailable() throws IOException {
        body.readWhileReady();
        if (body.isDone()) {
            onAllDataRead();
        }
    }

    @Override
    public void onAllDataRead() {
        arrival.setResult(new Arrival(body, true));
    }

    @Override
    public void onError(Throwable error) {
        if (!arrival.isSetOrExpired()) {
            brokenOff.run();
        }
    }
}
