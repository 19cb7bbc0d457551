// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.ClassUtils;

/**
 * What Spring Security wants to see on requests that change something, where the application has it.
 *
 * @param name the name of the header
 * @param value its value
 */
record CsrfHeader(String name, String value) {

    private static final boolean SPRING_SECURITY =
            ClassUtils.isPresent("org.springframework.security.web.csrf.CsrfToken", CsrfHeader.class.getClassLoader());

    static @Nullable CsrfHeader of(HttpServletRequest request) {
        return SPRING_SECURITY ? Token.of(request) : null;
    }

    /** Not loaded without Spring Security. */
    private static final class Token {

        static @Nullable CsrfHeader of(HttpServletRequest request) {
            return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                    ? new CsrfHeader(token.getHeaderName(), token.getToken())
                    : null;
        }
    }
}
