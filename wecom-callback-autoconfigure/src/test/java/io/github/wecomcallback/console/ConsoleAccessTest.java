// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;

class ConsoleAccessTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,true",
        "127.9.9.9,true",
        "::1,true",
        "0:0:0:0:0:0:0:1,true",
        "::ffff:127.0.0.1,true",
        "128.0.0.1,false",
        "10.0.0.1,false",
        "::2,false",
        "fe80::1%eth0,false",
        "localhost,false",
        "'',false"
    })
    void only_this_machine_may_use_it(String address, boolean allowed) {
        ConsoleAccess access = access("127.0.0.0/8", "::1");

        assertThat(access.mayLoad(request(address, "localhost"))).isEqualTo(allowed);
        assertThat(access.isLoopbackOnly()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3,true", "10.255.0.1,true", "11.0.0.1,false", "192.168.7.129,true", "192.168.7.127,false"})
    void ranges_may_be_opened_to(String address, boolean allowed) {
        ConsoleAccess access = access("10.0.0.0/8", "192.168.7.128/25");

        assertThat(access.mayLoad(request(address, "localhost"))).isEqualTo(allowed);
        assertThat(access.isLoopbackOnly()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "10.0.0", "", "::1/129", "a.b:80"})
    void what_is_no_range_of_addresses_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,true",
        "LOCALHOST:8080,true",
        "127.0.0.1:8080,true",
        "[::1]:8080,true",
        "dev.corp.example:8443,true",
        "evil.example,false",
        "localhost.evil.example,false",
        "10.0.0.1,false",
        ",false"
    })
    void a_name_that_somebody_else_may_have_pointed_here_is_refused(String host, boolean allowed) {
        ConsoleAccess access =
                new ConsoleAccess(List.of(AddressRange.of("127.0.0.1")), List.of("dev.corp.example"), false);

        assertThat(access.mayLoad(request("127.0.0.1", host))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,true",
        "LocalHost,true",
        "127.0.0.1,true",
        "[::1],true",
        "::1,true",
        "dev.corp.example,true",
        "evil.example,false",
        "localhost.evil.example,false",
        "'',false",
        ",false"
    })
    void and_so_it_is_where_the_name_is_in_no_header(String name, boolean allowed) {
        ConsoleAccess access =
                new ConsoleAccess(List.of(AddressRange.of("127.0.0.1")), List.of("dev.corp.example"), false);

        assertThat(access.mayLoad(http2("https", name, 8443))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https,443,https://localhost,true",
        "https,8443,https://localhost:8443,true",
        "http,80,http://LOCALHOST,true",
        "http,443,http://localhost:443,true",
        "https,8443,https://localhost,false",
        "https,443,https://localhost:8443,false",
        "https,443,https://evil.example,false",
        "https,443,localhost,false"
    })
    void its_own_page_is_known_where_the_name_is_in_no_header(String scheme, int port, String origin, boolean allowed) {
        MockHttpServletRequest request = http2(scheme, "localhost", port);
        request.addHeader("Origin", origin);

        assertThat(access("127.0.0.1").mayRead(request)).isEqualTo(allowed);
    }

    @Test
    void an_address_out_of_a_header_counts_only_behind_a_proxy() throws Exception {
        MockHttpServletRequest original = request("10.0.0.1", "localhost");
        original.addHeader("X-Forwarded-For", "127.0.0.1");
        MockFilterChain chain = new MockFilterChain();
        new ForwardedHeaderFilter().doFilter(original, new MockHttpServletResponse(), chain);
        HttpServletRequest request = (HttpServletRequest) chain.getRequest();

        assertThat(request.getRemoteAddr()).isEqualTo("127.0.0.1");
        assertThat(access("127.0.0.1", "10.0.0.1").mayLoad(request)).isFalse();
        assertThat(new ConsoleAccess(List.of(AddressRange.of("127.0.0.1")), List.of(), true).mayLoad(request))
                .isTrue();
    }

    @Test
    void behind_a_proxy_it_is_open_to_more_than_this_machine() {
        assertThat(new ConsoleAccess(List.of(AddressRange.of("127.0.0.1")), List.of(), true).isLoopbackOnly())
                .isFalse();
    }

    @Test
    void its_own_page_may_read_and_write() {
        MockHttpServletRequest request = request("127.0.0.1", "localhost:8080");
        request.addHeader(ConsoleAccess.OWN_HEADER, "1");
        request.addHeader("Origin", "http://localhost:8080");
        request.addHeader("Sec-Fetch-Site", "same-origin");

        assertThat(access("127.0.0.1").mayRead(request)).isTrue();
        assertThat(access("127.0.0.1").mayWrite(request)).isTrue();
    }

    @Test
    void another_port_of_this_machine_is_another_site() {
        MockHttpServletRequest request = request("127.0.0.1", "localhost:8080");
        request.addHeader(ConsoleAccess.OWN_HEADER, "1");
        request.addHeader("Origin", "http://localhost:3000");

        assertThat(access("127.0.0.1").mayWrite(request)).isFalse();
    }

    private static ConsoleAccess access(String... addresses) {
        return new ConsoleAccess(Stream.of(addresses).map(AddressRange::of).toList(), List.of(), false);
    }

    private static MockHttpServletRequest http2(String scheme, String name, int port) {
        MockHttpServletRequest request = request("127.0.0.1", null);
        request.setProtocol("HTTP/2.0");
        request.setScheme(scheme);
        request.setServerName(name);
        request.setServerPort(port);
        return request;
    }

    private static MockHttpServletRequest request(String address, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/wecom/console/");
        request.setRemoteAddr(address);
        if (host != null) {
            request.addHeader("Host", host);
        }
        return request;
    }
}
