// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page: three files that load nothing from elsewhere, and headers that would not let them. */
final class ConsolePage {

    private static final Map<String, String> TYPES = Map.of(
            "", "text/html;charset=UTF-8",
            "console.css", "text/css;charset=UTF-8",
            "console.js", "text/javascript;charset=UTF-8");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** On all answers, also those that refuse. */
    static void harden(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }

    void write(String file, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String type = TYPES.get(file);
        if (type == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else if (file.isEmpty() && !request.getRequestURI().endsWith("/")) {
            // Relative, so that it is right below a context path and behind a proxy, and leads to no other host.
            String uri = request.getRequestURI();
            response.setHeader("Location", uri.substring(uri.lastIndexOf('/') + 1) + "/");
            response.setStatus(HttpServletResponse.SC_FOUND);
        } else {
            response.setContentType(type);
            response.getOutputStream().write(read(file.isEmpty() ? "console.html" : file));
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = ConsolePage.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + file + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
