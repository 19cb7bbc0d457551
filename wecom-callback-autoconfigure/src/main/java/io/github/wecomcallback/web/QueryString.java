// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Decodes the parameters of a URL once, and no more than percent-encoding: a {@code +} is a plus. Asking the servlet
 * would turn it into a blank, which breaks the signature of a Base64 text, and might read the body as a form.
 *
 * <p>A name that comes twice is left out: which of the two was signed nobody can tell.
 */
final class QueryString {

    private QueryString() {}

    static Map<String, String> parse(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query == null) {
            return parameters;
        }
        Set<String> ambiguous = new HashSet<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = decode(pair.substring(0, equals));
                if (parameters.put(name, decode(pair.substring(equals + 1))) != null) {
                    ambiguous.add(name);
                }
            }
        }
        parameters.keySet().removeAll(ambiguous);
        return parameters;
    }

    private static String decode(String text) {
        try {
            return text.indexOf('%') < 0 ? text : UriUtils.decode(text, "UTF-8");
        } catch (IllegalArgumentException ex) {
            return "";
        }
    }
}
