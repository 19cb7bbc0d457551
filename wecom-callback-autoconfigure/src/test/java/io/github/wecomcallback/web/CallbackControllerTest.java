// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.exchange.Refusal;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class CallbackControllerTest {

    private final WeCom weCom = new WeCom();
    private final List<CallbackContext> seen = new ArrayList<>();
    private final Callbacks callbacks = Callbacks.to()
            .interceptors((exchange, chain) -> {
                seen.add(exchange.context());
                return chain.proceed();
            })
            .build();
    private Instant now = Instant.now();
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final CallbackController controller = new CallbackController(callbacks.processor(), 1_000, clock);
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void headers_are_found_in_any_case() throws Exception {
        MockHttpServletRequest request = post();
        request.addHeader("X-Request-Id", "abc");

        controller.handleRequest(request, response);

        assertThat(seen)
                .singleElement()
                .satisfies(context -> assertThat(context.headers())
                        .containsEntry("x-request-id", "abc")
                        .containsEntry("X-REQUEST-ID", "abc"));
    }

    @Test
    void a_request_has_arrived_when_its_body_begins() throws Exception {
        Instant begin = now;
        MockHttpServletRequest request = reading(() -> now = begin.plusSeconds(3));

        controller.handleRequest(request, response);

        assertThat(now).isAfter(begin);
        assertThat(seen)
                .singleElement()
                .satisfies(context -> assertThat(context.receivedAt()).isEqualTo(begin));
    }

    @Test
    void a_body_that_is_read_for_longer_than_the_platform_waits_is_refused() throws Exception {
        MockHttpServletRequest request = reading(() -> now = now.plusSeconds(1));

        controller.handleRequest(request, response);

        assertThat(response.getStatus()).isEqualTo(408);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(callbacks.statistics().count(Refusal.TOO_SLOW)).isEqualTo(1);
        assertThat(seen).isEmpty();
    }

    @Test
    void what_is_for_nobody_is_not_read() throws Exception {
        MockHttpServletRequest request = reading(() -> {
            throw new AssertionError("read");
        });
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/wecom/callback/{account}");
        request.setAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE, "nobody");

        controller.handleRequest(request, response);

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(callbacks.statistics().count(Refusal.UNKNOWN_ACCOUNT)).isEqualTo(1);
    }

    @Test
    void a_body_that_is_said_to_be_too_large_is_not_read() throws Exception {
        MockHttpServletRequest request = reading(() -> {
            throw new AssertionError("read");
        });
        request.setContent(new byte[1_001]);

        controller.handleRequest(request, response);

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(callbacks.statistics().count(Refusal.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void a_body_that_cannot_be_read_is_refused() throws Exception {
        MockHttpServletRequest request = reading(() -> {
            throw new IOException("reset by peer");
        });

        controller.handleRequest(request, response);

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(callbacks.statistics().count(Refusal.MALFORMED)).isEqualTo(1);
        assertThat(seen).isEmpty();
    }

    private MockHttpServletRequest post() {
        return reading(() -> {});
    }

    private MockHttpServletRequest reading(Reading reading) {
        Delivery delivery = weCom.deliver(WeCom.text("hello", 1));
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/wecom/callback") {
            @Override
            public ServletInputStream getInputStream() {
                return new Body(body, reading);
            }
        };
        request.setQueryString(delivery.queryString());
        return request;
    }

    /** What happens whenever the body is read. */
    @FunctionalInterface
    private interface Reading {

        void happens() throws IOException;
    }

    private static final class Body extends ServletInputStream {

        private final byte[] bytes;
        private final Reading reading;
        private int position;

        Body(byte[] bytes, Reading reading) {
            this.bytes = bytes;
            this.reading = reading;
        }

        @Override
        public int read() throws IOException {
            reading.happens();
            return position < bytes.length ? bytes[position++] & 0xFF : -1;
        }

        @Override
        public boolean isFinished() {
            return position == bytes.length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
