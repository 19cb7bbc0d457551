// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.github.wecomcallback.console.ConsoleAccess;
import io.github.wecomcallback.console.ConsoleController;
import io.github.wecomcallback.support.WeCom;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ExtendWith(OutputCaptureExtension.class)
class ConsoleAutoConfigurationTest {

    private static final String ON = "wecom.callback.console.enabled=true";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    WeComCallbackConsoleAutoConfiguration.class,
                    WeComCallbackAutoConfiguration.class))
            .withPropertyValues(WeCom.properties());

    @Test
    void it_is_off_unless_it_is_switched_on() {
        runner.run(context -> {
            assertThat(context).doesNotHaveBean(ConsoleController.class).doesNotHaveBean(ConsoleAccess.class);
            assertThat(MockMvcTester.from(context).get().uri("/wecom/console/").exchange())
                    .hasStatus(404);
        });
    }

    @Test
    void switched_on_it_says_where_it_is(CapturedOutput log) {
        runner.withPropertyValues(ON).run(context -> {
            assertThat(context).hasSingleBean(ConsoleController.class);
            assertThat(MockMvcTester.from(context)
                            .get()
                            .uri("/wecom/console/")
                            .header("Host", "localhost")
                            .exchange())
                    .hasStatus(200);
        });
        assertThat(log).contains("console is at /wecom/console, from this machine only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"allowed-addresses=127.0.0.1,10.0.0.0/8", "behind-proxy=true"})
    void open_to_more_than_this_machine_it_warns(String property, CapturedOutput log) {
        runner.withPropertyValues(ON, "wecom.callback.console." + property)
                .run(context -> assertThat(context).hasSingleBean(ConsoleController.class));

        assertThat(log).containsPattern("WARN.*console is at /wecom/console, and open to more than this machine");
    }

    @Test
    void it_is_where_it_is_wanted() {
        runner.withPropertyValues(ON, "wecom.callback.console.path=/dev/wecom")
                .run(context -> assertThat(MockMvcTester.from(context)
                                .get()
                                .uri("/dev/wecom")
                                .header("Host", "localhost")
                                .exchange())
                        .hasStatus(302)
                        .hasHeader("Location", "wecom/"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_messages_say_is_shown_only_where_that_is_switched_on(boolean shown) {
        runner.withPropertyValues(ON, "wecom.callback.console.show-plaintext=" + shown)
                .run(context -> {
                    MockMvcTester mvc = MockMvcTester.from(context);
                    sending(mvc).header("Host", "localhost").exchange();

                    String recent = mvc.get()
                            .uri("/wecom/console/api/recent")
                            .header("Host", "localhost")
                            .exchange()
                            .getResponse()
                            .getContentAsString();
                    assertThat(recent).contains("\"kind\":\"text\"");
                    assertThat(recent.contains("<MsgType>")).isEqualTo(shown);
                });
    }

    @Test
    void without_a_database_there_is_no_inbox_to_show() {
        runner.withPropertyValues(ON)
                .run(context -> assertThat(MockMvcTester.from(context)
                                .get()
                                .uri("/wecom/console/api/about")
                                .header("Host", "localhost")
                                .exchange())
                        .hasStatus(200)
                        .bodyText()
                        .contains("\"inbox\":false"));
    }

    /** What a stranger writes into a header stands there where an application asks who is calling. */
    @Test
    void a_header_that_the_application_believes_opens_nothing() throws Exception {
        try (ConfigurableApplicationContext app = start("framework")) {
            assertThat(status(app)).isEqualTo(200);
            assertThat(status(app, "X-Forwarded-For", "127.0.0.1")).isEqualTo(403);
        }
    }

    /** Tomcat does not tell then whether the address is the real one, or out of a header that it has taken away. */
    @Test
    void where_the_server_believes_headers_it_is_closed() throws Exception {
        try (ConfigurableApplicationContext app = start("native")) {
            assertThat(status(app)).isEqualTo(403);
            assertThat(status(app, "X-Forwarded-For", "127.0.0.1")).isEqualTo(403);
        }
    }

    @Test
    void spring_security_keeps_guarding_it_and_its_page_knows_what_that_wants() {
        runner.withConfiguration(AutoConfigurations.of(
                        SecurityAutoConfiguration.class,
                        UserDetailsServiceAutoConfiguration.class,
                        ServletWebSecurityAutoConfiguration.class,
                        SecurityFilterAutoConfiguration.class))
                .withPropertyValues(ON)
                .run(context -> {
                    MockMvcTester mvc = MockMvcTester.from(
                            context,
                            builder -> builder.apply(springSecurity())
                                    .defaultRequest(get("/").header("Host", "localhost"))
                                    .build());
                    MockHttpSession session = new MockHttpSession();

                    assertThat(mvc.get().uri("/wecom/console/api/about").exchange())
                            .hasStatus(401);
                    assertThat(sending(mvc).with(user("dev")).exchange()).hasStatus(403);
                    MvcTestResult about = mvc.get()
                            .uri("/wecom/console/api/about")
                            .with(user("dev"))
                            .session(session)
                            .exchange();
                    String token = about.getResponse()
                            .getContentAsString()
                            .replaceFirst("(?s).*\"name\":\"X-CSRF-TOKEN\",\"value\":\"([^\"]+)\".*", "$1");
                    assertThat(sending(mvc)
                                    .with(user("dev"))
                                    .session(session)
                                    .header("X-CSRF-TOKEN", token)
                                    .exchange())
                            .hasStatus(200)
                            .bodyText()
                            .contains("\"status\":200");
                });
    }

    private static MockMvcTester.MockMvcRequestBuilder sending(MockMvcTester mvc) {
        return mvc.post()
                .uri("/wecom/console/api/send")
                .header("X-WeCom-Console", "1")
                .content("{\"account\":\"default\",\"sample\":\"msg.text\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "path,/wecom/callback/console",
        "path,/wecom/callback",
        "path,/wecom",
        "path,console",
        "allowed-addresses,somewhere"
    })
    void what_cannot_work_stops_the_start(String property, String value) {
        runner.withPropertyValues(ON, "wecom.callback.console." + property + "=" + value)
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .contains("wecom.callback.console." + property));
    }

    private static ConfigurableApplicationContext start(String forwardHeadersStrategy) {
        return new SpringApplicationBuilder(App.class)
                .properties("server.port=0", "server.forward-headers-strategy=" + forwardHeadersStrategy, ON)
                .properties(WeCom.properties())
                .run();
    }

    private static int status(ConfigurableApplicationContext app, String... headers) throws Exception {
        int port = ((WebServerApplicationContext) app).getWebServer().getPort();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/wecom/console/"));
        return HttpClient.newHttpClient()
                .send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                ManagementWebSecurityAutoConfiguration.class,
                ServletWebSecurityAutoConfiguration.class,
                SecurityFilterAutoConfiguration.class
            })
    static class App {}
}
