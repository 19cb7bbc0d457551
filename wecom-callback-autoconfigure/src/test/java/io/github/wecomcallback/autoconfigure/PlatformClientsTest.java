// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.bot.BotMedia;
import io.github.wecomcallback.bot.BotResponder;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.DefaultUriBuilderFactory;

/** What goes to the platform and to addresses in messages is ours, and nothing of the application's own clients. */
class PlatformClientsTest {

    private static final String PATH = "/cgi-bin/ours";
    private static final byte[] PICTURE = "a picture, more or less".getBytes(StandardCharsets.UTF_8);

    private final ApiServer platform = ApiServer.start();
    private final ApiServer theirs = ApiServer.start();
    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackApiAutoConfiguration.class,
                    WeComCallbackBotAutoConfiguration.class,
                    WeComCallbackStorageAutoConfiguration.class,
                    WeComCallbackGuardAutoConfiguration.class))
            .withPropertyValues(WeCom.properties())
            .withPropertyValues(
                    "wecom.callback.secret=the-s3cret", "wecom.callback.api.base-url=" + platform.baseUrl());

    PlatformClientsTest() {
        platform.on(PATH, call -> Answer.ok())
                .on("/respond", call -> Answer.ok())
                .on("/media", call -> new Answer(200, "no cipher text"));
    }

    @AfterEach
    void close() {
        platform.close();
        theirs.close();
    }

    private void callAll(ApplicationContext context) {
        context.getBean(WeComApi.class).post(account(), PATH, Map.of("a", "b"));
        context.getBean(BotResponder.class).respond(message(platform.baseUrl() + "/respond"), "done");
        assertThatThrownBy(() -> read(context, platform.baseUrl() + "/media")).hasMessageContaining("key of account");
        assertThat(platform.calls(ApiServer.GET_TOKEN)).hasSize(1);
        assertThat(platform.calls(PATH)).hasSize(1);
        assertThat(platform.calls("/respond")).hasSize(1);
        assertThat(platform.calls("/media")).hasSize(1);
    }

    private static Account account() {
        return Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY)
                .secret("the-s3cret")
                .build();
    }

    private static byte[] read(ApplicationContext context, String url) {
        return context.getBean(BotMedia.class).read(WeCom.bot(), url, 1_000);
    }

    private static CallbackContext message(String responseUrl) {
        Payload payload = Payload.of("""
                {"msgid":"m1","aibotid":"b1","chattype":"single","from":{"userid":"li.wei"},"msgtype":"text",\
                "text":{"content":"hi"},"response_url":"%s"}""".formatted(responseUrl));
        return new CallbackContext(WeCom.bot(), Map.of(), Map.of(), new byte[0], payload, Instant.now());
    }

    /** One that the application made for a server of its own. */
    private RestClient.Builder poisoned() {
        return RestClient.builder()
                .baseUrl(theirs.baseUrl())
                .uriBuilderFactory(new DefaultUriBuilderFactory(theirs.baseUrl()))
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer theirs")
                .defaultCookie("theirs", "yes")
                .defaultRequest(call -> call.header("X-Theirs", "yes"))
                .requestInterceptor((request, body, execution) -> {
                    throw new IOException("Not for these calls");
                })
                .requestFactory((address, method) -> {
                    throw new IOException("Not for these calls");
                });
    }

    private void assertNothingOfTheirs() {
        assertThat(platform.calls())
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.headers().toString().toLowerCase(Locale.ROOT))
                        .doesNotContain("theirs", "authorization", "cookie"));
    }

    @Test
    void a_builder_of_the_applications_goes_nowhere() {
        runner.withBean(RestClient.Builder.class, this::poisoned).run(this::callAll);

        assertNothingOfTheirs();
    }

    @Test
    void nor_does_what_it_customizes_for_all_of_its_builders() {
        runner.withConfiguration(AutoConfigurations.of(
                        HttpClientAutoConfiguration.class,
                        ImperativeHttpClientAutoConfiguration.class,
                        RestClientAutoConfiguration.class))
                .withBean(
                        RestClientCustomizer.class,
                        () -> builder -> builder.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer theirs")
                                .uriBuilderFactory(new DefaultUriBuilderFactory(theirs.baseUrl())))
                .run(this::callAll);

        assertNothingOfTheirs();
    }

    @Test
    void the_platform_is_connected_to_as_the_application_connects_and_others_are_not() {
        AtomicInteger connected = new AtomicInteger();
        runner.withBean(
                        ClientHttpRequestFactoryBuilder.class,
                        () -> ClientHttpRequestFactoryBuilder.jdk()
                                .withHttpClientCustomizer(client -> connected.incrementAndGet()))
                .run(context -> {
                    context.getBean(WeComApi.class).post(account(), PATH, Map.of());
                    assertThat(connected).hasPositiveValue();
                    connected.set(0);

                    context.getBean(BotResponder.class).respond(message(platform.baseUrl() + "/respond"), "done");
                    assertThatThrownBy(() -> read(context, platform.baseUrl() + "/media"))
                            .hasMessageContaining("key of account");
                    assertThat(connected).hasValue(0);
                });
    }

    @Test
    void without_boots_clients_it_is_the_jdks() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
                .run(this::callAll);
    }

    @Test
    void traces_go_to_the_platform_and_no_further() {
        ObservationRegistry traced = ObservationRegistry.create();
        traced.observationConfig().observationHandler(new TraceHeader());

        runner.withBean(ObservationRegistry.class, () -> traced).run(this::callAll);

        assertThat(platform.calls(PATH).get(0).headers()).containsKey("Traceparent");
        assertThat(platform.calls("/respond").get(0).headers()).doesNotContainKey("Traceparent");
        assertThat(platform.calls("/media").get(0).headers()).doesNotContainKey("Traceparent");
    }

    /** Writes what tracing writes. */
    private static final class TraceHeader implements ObservationHandler<SenderContext<Object>> {

        @Override
        public void onStart(SenderContext<Object> context) {
            context.getSetter().set(context.getCarrier(), "traceparent", "00-1-1-01");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof SenderContext;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/respond",
                "http://localhost:%d/respond",
                "http://[::1]:%d/respond",
                "http://[::ffff:127.0.0.1]:%d/respond",
                "http://2130706433:%d/respond",
                "http://0.0.0.0:%d/respond"
            })
    void addresses_within_the_own_network_are_not_called(String url) {
        String address = url.formatted(port(platform.baseUrl()));
        runner.withPropertyValues("wecom.callback.bot.allow-private-addresses=false")
                .run(context -> {
                    assertThatThrownBy(() -> context.getBean(BotResponder.class).respond(message(address), "done"))
                            .hasMessageContaining("does not answer")
                            .rootCause()
                            .hasMessageContaining("wecom.callback.bot.allow-private-addresses");
                    assertThatThrownBy(() -> read(context, address))
                            .hasMessageContaining("could not be fetched")
                            .rootCause()
                            .hasMessageContaining("wecom.callback.bot.allow-private-addresses");
                });

        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void they_are_called_where_that_is_allowed_or_the_platform_is_played_on_this_machine() {
        String address = platform.baseUrl() + "/respond";
        runner.withPropertyValues("wecom.callback.api.base-url=https://qyapi.weixin.qq.com")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(BotResponder.class).respond(message(address), "done"))
                        .isNotNull());
        assertThat(platform.calls("/respond")).isEmpty();

        runner.withPropertyValues(
                        "wecom.callback.api.base-url=https://qyapi.weixin.qq.com",
                        "wecom.callback.bot.allow-private-addresses=true")
                .run(context -> context.getBean(BotResponder.class).respond(message(address), "done"));
        assertThat(platform.calls("/respond")).hasSize(1);

        runner.run(context -> context.getBean(BotResponder.class).respond(message(address), "done"));
        assertThat(platform.calls("/respond")).hasSize(2);
    }

    @Test
    void behind_a_proxy_names_are_the_proxys_to_look_up() {
        ProxySelector direct = ProxySelector.getDefault();
        ProxySelector.setDefault(
                ProxySelector.of(InetSocketAddress.createUnresolved("127.0.0.1", port(platform.baseUrl()))));
        try {
            runner.withPropertyValues("wecom.callback.bot.allow-private-addresses=false")
                    .run(context -> {
                        context.getBean(BotResponder.class).respond(message("http://wecom.invalid/respond"), "done");
                        assertThatThrownBy(() -> context.getBean(BotResponder.class)
                                        .respond(message("http://169.254.169.254/respond"), "done"))
                                .rootCause()
                                .hasMessageContaining("wecom.callback.bot.allow-private-addresses");
                    });
        } finally {
            ProxySelector.setDefault(direct);
        }

        assertThat(platform.calls("/respond")).hasSize(1);
    }

    private static int port(String url) {
        return Integer.parseInt(url.replaceFirst(".*:", ""));
    }

    @Test
    void no_redirect_is_followed() throws IOException {
        HttpServer moved = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        moved.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", theirs.baseUrl() + "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        moved.start();
        String address = "http://127.0.0.1:" + moved.getAddress().getPort() + "/";
        try {
            runner.run(context -> {
                assertThatThrownBy(() -> context.getBean(BotResponder.class).respond(message(address), "done"))
                        .hasMessageContaining("answered 307");
                assertThatThrownBy(() -> read(context, address)).hasMessageContaining("answer was 307");
            });
        } finally {
            moved.stop(0);
        }

        assertThat(theirs.calls()).isEmpty();
    }

    @Test
    void media_may_come_slower_than_other_answers() throws Exception {
        byte[] encrypted = WeCom.media(PICTURE);
        CountDownLatch read = new CountDownLatch(1);
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, encrypted.length);
            exchange.getResponseBody().write(encrypted, 0, 1);
            exchange.getResponseBody().flush();
            awaitQuietly(read);
            exchange.getResponseBody().write(encrypted, 1, encrypted.length - 1);
            exchange.close();
        });
        slow.start();
        try {
            runner.withPropertyValues("wecom.callback.api.read-timeout=50ms")
                    .run(context -> assertThat(read(
                                    context,
                                    "http://127.0.0.1:" + slow.getAddress().getPort() + "/"))
                            .isEqualTo(PICTURE));
        } finally {
            slow.stop(0);
        }
    }

    @Test
    void but_not_for_ever() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer hanging = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hanging.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().flush();
            awaitQuietly(over, 30_000);
            exchange.close();
        });
        hanging.start();
        try {
            runner.withPropertyValues("wecom.callback.bot.media-timeout=100ms")
                    .run(context -> assertThatThrownBy(() -> read(
                                    context,
                                    "http://127.0.0.1:" + hanging.getAddress().getPort() + "/"))
                            .hasMessageContaining("could not be fetched"));
        } finally {
            over.countDown();
            hanging.stop(0);
        }
    }

    /** Long enough to tell whether the time for other answers is over. */
    private static void awaitQuietly(CountDownLatch latch) {
        awaitQuietly(latch, 500);
    }

    private static void awaitQuietly(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whom_the_application_trusts_is_trusted_but_never_shown_its_certificate(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "any",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit",
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        WebApplicationContextRunner secured = runner.withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        HttpClientAutoConfiguration.class,
                        ImperativeHttpClientAutoConfiguration.class))
                .withPropertyValues(
                        "spring.ssl.bundle.jks.all.keystore.location=" + keys,
                        "spring.ssl.bundle.jks.all.keystore.password=changeit",
                        "spring.ssl.bundle.jks.all.keystore.type=PKCS12",
                        "spring.ssl.bundle.jks.all.truststore.location=" + keys,
                        "spring.ssl.bundle.jks.all.truststore.password=changeit",
                        "spring.ssl.bundle.jks.all.truststore.type=PKCS12",
                        "spring.http.clients.ssl.bundle=all");
        secured.run(context -> {
            CompletableFuture<List<Certificate>> shown = new CompletableFuture<>();
            HttpsServer server = server(context.getBean(SslBundles.class).getBundle("all"), shown);
            try {
                String address = "https://localhost:" + server.getAddress().getPort() + "/respond";
                context.getBean(BotResponder.class).respond(message(address), "done");

                assertThat(shown.get(10, TimeUnit.SECONDS)).isEmpty();
                runner.run(plain -> assertThatThrownBy(
                                () -> plain.getBean(BotResponder.class).respond(message(address), "done"))
                        .hasMessageContaining("does not answer"));
            } finally {
                server.stop(0);
            }
        });
    }

    /** One that takes a certificate from who shows one. */
    private static HttpsServer server(SslBundle bundle, CompletableFuture<List<Certificate>> shown) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(bundle.createSslContext()) {

            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setWantClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            shown.complete(certificates((HttpsExchange) exchange));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static List<Certificate> certificates(HttpsExchange exchange) {
        try {
            return List.of(exchange.getSSLSession().getPeerCertificates());
        } catch (SSLPeerUnverifiedException ex) {
            return List.of();
        }
    }
}
