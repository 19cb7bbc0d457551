// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientException;

/** Keeps addresses out of logs: those of the platform hold what lets anybody use them. */
final class HttpFailure {

    private HttpFailure() {}

    /** What went wrong, without the client's own exception, whose message repeats the address. */
    static Throwable cause(RestClientException ex) {
        Throwable cause = ex.getMostSpecificCause();
        return cause == ex ? new IllegalStateException(ex.getClass().getSimpleName()) : cause;
    }

    /** The address, or null when it is none. */
    static @Nullable URI address(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            URI address = URI.create(url);
            String scheme = address.getScheme();
            boolean http = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return http && address.getHost() != null ? address : null;
        } catch (IllegalArgumentException ex) {
            return null;
        }
    }
}
