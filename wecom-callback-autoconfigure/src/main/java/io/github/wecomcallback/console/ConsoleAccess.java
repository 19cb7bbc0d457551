// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the console. It has no login, so it is careful: only from this machine unless configured otherwise, by
 * whatever way a request may try to look as if it were; and only for its own page, not for others in the same browser.
 */
@Slf4j
public final class ConsoleAccess {

    /** Only the console's own page can send it: for another origin's, the browser would ask first, and not be allowed. */
    static final String OWN_HEADER = "X-WeCom-Console";

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> SAME_SITE = Set.of("same-origin", "none");

    /** What Tomcat says where it may have put the address that a header names in the place of the real one. */
    private static final String TOMCAT_FORWARDED = "org.apache.tomcat.request.forwarded";

    private final List<AddressRange> addresses;
    private final Set<String> hosts;
    private final boolean behindProxy;
    private final Set<Reason> said = Collections.synchronizedSet(EnumSet.noneOf(Reason.class));

    /**
     * @param addresses from where it may be used
     * @param hosts the names that it may be called by, beside {@code localhost}
     * @param behindProxy whether requests may come by way of a proxy
     */
    public ConsoleAccess(List<AddressRange> addresses, Collection<String> hosts, boolean behindProxy) {
        this.addresses = List.copyOf(addresses);
        this.hosts = new HashSet<>(OWN_NAMES);
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
        this.behindProxy = behindProxy;
    }

    /** Whether nobody but this machine may use it. */
    public boolean isLoopbackOnly() {
        return !behindProxy && addresses.stream().allMatch(AddressRange::isLoopback);
    }

    /** Whether a request may see the page. */
    boolean mayLoad(HttpServletRequest request) {
        return allowed(place(request));
    }

    /** Whether a request may read data. */
    boolean mayRead(HttpServletRequest request) {
        Reason reason = place(request);
        return allowed(reason == null ? origin(request) : reason);
    }

    /** Whether a request may change something. */
    boolean mayWrite(HttpServletRequest request) {
        if (request.getHeader(OWN_HEADER) == null) {
            return allowed(Reason.NO_HEADER);
        }
        return mayRead(request);
    }

    private @Nullable Reason place(HttpServletRequest request) {
        // What filters made of the request may be made of headers that anybody can send.
        HttpServletRequest original = unwrapped(request);
        if (!behindProxy && isForwarded(original)) {
            return Reason.FORWARDED;
        }
        String address = (behindProxy ? request : original).getRemoteAddr();
        if (addresses.stream().noneMatch(range -> range.contains(address))) {
            return Reason.ADDRESS;
        }
        String authority = authority(behindProxy ? request : original);
        return authority == null || !hosts.contains(withoutPort(authority)) ? Reason.HOST : null;
    }

    /** Browsers say of each request where it comes from. Old ones do not, and neither do other clients. */
    private static @Nullable Reason origin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !SAME_SITE.contains(site)) {
            return Reason.OTHER_SITE;
        }
        String origin = request.getHeader("Origin");
        return origin == null || isOwn(origin, authority(request)) ? null : Reason.OTHER_SITE;
    }

    /**
     * By what name, and at which port, a request calls this application. From HTTP/2 on no header says it, but what the
     * server takes the name from. Before, a request without the header does not say it, and the server makes up a name.
     */
    private static @Nullable String authority(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host != null || request.getProtocol().startsWith("HTTP/1.")) {
            return host;
        }
        String name = request.getServerName();
        if (name == null) {
            return null;
        }
        String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return isUsual(request.getScheme(), request.getServerPort())
                ? bracketed
                : bracketed + ":" + request.getServerPort();
    }

    private static boolean isUsual(String scheme, int port) {
        return port == (scheme.equals("https") ? 443 : 80);
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException ex) {
            return false;
        }
    }

    /** No browser speaks HTTP/1.0 any more. Proxies do that say nothing else of themselves. */
    private static boolean isForwarded(HttpServletRequest request) {
        return request.getProtocol().equals("HTTP/1.0")
                || request.getAttribute(TOMCAT_FORWARDED) != null
                || Collections.list(request.getHeaderNames()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.startsWith("x-forwarded-")
                                || name.equals("forwarded")
                                || name.equals("x-real-ip")
                                || name.equals("via"));
    }

    private static HttpServletRequest unwrapped(HttpServletRequest request) {
        ServletRequest original = request;
        while (original instanceof ServletRequestWrapper wrapper) {
            original = wrapper.getRequest();
        }
        return original instanceof HttpServletRequest http ? http : request;
    }

    private static String withoutPort(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    }

    /** Says each reason once: enough for who cannot see the page, and no use to who wants to fill the log. */
    private boolean allowed(@Nullable Reason reason) {
        if (reason != null && said.add(reason)) {
            log.warn("A request to the WeCom callback console was refused: {}", reason.text);
        }
        return reason == null;
    }

    /** Why not. */
    private enum Reason {
        ADDRESS("it came from an address that wecom.callback.console.allowed-addresses does not name"),
        FORWARDED(
                "it came by way of a proxy, or the server believes headers that say so. See wecom.callback.console.behind-proxy"),
        HOST("it was called by a name that is not localhost. See wecom.callback.console.allowed-hosts"),
        OTHER_SITE("it came from a page of another site"),
        NO_HEADER("it did not come from the console's page: there is no header " + OWN_HEADER);

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
