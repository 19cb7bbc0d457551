// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request, found by their names in any case. Copied, because handlers may outlive the request; into a list,
 * because there are few and most are never asked for. Cannot be changed.
 */
final class RequestHeaders extends AbstractMap<String, String> {

    private final List<Entry<String, String>> all;

    private RequestHeaders(List<Entry<String, String>> all) {
        this.all = all;
    }

    /** Of a header that comes several times, the first. */
    static Map<String, String> of(HttpServletRequest request) {
        List<Entry<String, String>> all = new ArrayList<>();
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            all.add(Map.entry(name, request.getHeader(name)));
        }
        return new RequestHeaders(all);
    }

    @Override
    public @Nullable String get(Object name) {
        for (Entry<String, String> header : all) {
            if (name instanceof String text && header.getKey().equalsIgnoreCase(text)) {
                return header.getValue();
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(all));
    }
}
