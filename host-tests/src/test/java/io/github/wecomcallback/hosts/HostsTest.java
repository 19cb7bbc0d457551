// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application does the same with the starter as without, to the byte. */
class HostsTest {

    private static final String JDKS_STAX = "class com.sun.xml.internal.stream.XMLInputFactoryImpl";

    @Test
    void an_application_with_nothing_but_endpoints() throws Exception {
        HostRun without =
                compared("PlainHost", Libraries.JAXB, Libraries.JACKSON_XML, Libraries.CACHE, Libraries.CLIENTS);

        assertThat(without.own())
                .contains("HTTP/1.1 406", "HTTP/1.1 415", JDKS_STAX)
                .doesNotContain("JacksonXml", "Jaxb");
    }

    @Test
    void one_that_speaks_xml_by_jaxb() throws Exception {
        HostRun without = compared("PlainHost", Libraries.JACKSON_XML, Libraries.CACHE, Libraries.CLIENTS);

        assertThat(without.own())
                .contains(
                        "Content-Type: application/xml",
                        "<thing><name>thing</name><size>7</size></thing>",
                        "## POST application/xml\nHTTP/1.1 200",
                        "RestClient.create() reads XML\nfrom xml",
                        "Jaxb2RootElementHttpMessageConverter",
                        JDKS_STAX)
                .doesNotContain("JacksonXml");
    }

    @Test
    void one_that_speaks_xml_by_jackson_of_its_own() throws Exception {
        HostRun without = compared("PlainHost", Libraries.JAXB, Libraries.CACHE, Libraries.CLIENTS);

        assertThat(without.own())
                .contains(
                        "<Thing><name>thing</name><size>7</size></Thing>",
                        "## POST application/xml\nHTTP/1.1 200",
                        "JacksonXml",
                        "class com.ctc.wstx");
    }

    @Test
    void one_that_configures_spring_mvc_itself() throws Exception {
        HostRun without =
                compared("WebMvcHost", Libraries.JAXB, Libraries.JACKSON_XML, Libraries.CACHE, Libraries.CLIENTS);

        assertThat(without.own()).contains("{\"name\":\"thing\",\"size\":7}").doesNotContain("JacksonXml");
    }

    @Test
    void one_that_caches() throws Exception {
        HostRun without = compared("CacheHost", Libraries.JAXB, Libraries.JACKSON_XML, Libraries.CLIENTS);

        assertThat(without.own())
                .contains(
                        "class org.springframework.cache.concurrent.ConcurrentMapCacheManager",
                        "## cached\n[thing 1, thing 1, 1]");
    }

    @Test
    void one_whose_clients_are_for_a_server_of_its_own() throws Exception {
        HostRun without = compared("ClientsHost", Libraries.JAXB, Libraries.JACKSON_XML, Libraries.CACHE);

        assertThat(without.own()).contains("Bearer backend");
    }

    @Test
    void one_that_is_given_clients() throws Exception {
        HostRun without = compared("PlainHost", Libraries.JAXB, Libraries.JACKSON_XML, Libraries.CACHE);

        assertThat(without.own()).contains("RestClient.Builder beans\n[restClientBuilder]");
    }

    /** Runs it both ways and returns what it does without. */
    private static HostRun compared(String application, Libraries... without) throws Exception {
        List<String> missing = Stream.of(without)
                .flatMap(libraries -> libraries.names.stream())
                .toList();
        CompletableFuture<HostRun> withStarter = CompletableFuture.supplyAsync(() -> run(application, missing, true));
        HostRun bare = run(application, missing, false);
        HostRun full = withStarter.join();

        assertThat(full.own()).isEqualTo(bare.own());
        assertThat(bare.starter()).endsWith("## arrived at the platform\n[]\n");
        assertThat(full.starter())
                .contains("## call\n{\"errcode\":0", "{\"A\":[\"x < y\",\"2\"]}", "/cgi-bin/gettoken", "/cgi-bin/any");
        assertThat(full.starter().toLowerCase(Locale.ROOT)).doesNotContain("authorization", "x-known", "cookie");
        return bare;
    }

    private static HostRun run(String application, List<String> missing, boolean starter) {
        try {
            return HostRun.of(application, missing, starter);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** What some applications have and some have not: how the names of its jars begin. */
    private enum Libraries {
        JAXB("jakarta.xml.bind-", "jakarta.activation-", "jaxb-", "angus-", "istack-", "txw2-"),
        JACKSON_XML("jackson-dataformat-xml-", "woodstox-", "stax2-"),
        CACHE("spring-boot-starter-cache-", "spring-boot-cache-", "spring-context-support-"),
        CLIENTS("spring-boot-starter-restclient-", "spring-boot-restclient-", "spring-boot-http-client-");

        private final List<String> names;

        Libraries(String... names) {
            this.names = List.of(names);
        }
    }
}
