// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@ExtendWith(OutputCaptureExtension.class)
@AutoConfigureWeComCallbackTester
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:sample", "management.health.redis.enabled=false"})
class SampleApplicationTest {

    @LocalServerPort
    private int port;

    @Autowired
    private WeComCallbackTester tester;

    @Test
    void the_url_is_verified() {
        tester.verifyUrl().expectVerified();
    }

    @Test
    void a_text_and_a_picture_and_the_menu_are_answered() {
        tester.text("li.wei", "你好").send().expectReplyText("收到:你好");
        tester.event("click").with("EventKey", "help_me").send().expectReplyText("这里是帮助:help_me");
        tester.payload(UserMessage.Image.class)
                .with("PicUrl", "https://example.com/1.png")
                .send()
                .expectReplyField("Articles.item.PicUrl", "https://example.com/1.png");
    }

    /** From the inbox, and so after the answer. */
    @Test
    void members_are_followed(CapturedOutput log) {
        tester.event("change_contact", "create_user")
                .with("UserID", "u1")
                .with("Department", "1,3")
                .send()
                .expectNoReply();
        tester.event("change_contact", "delete_user")
                .with("UserID", "u2")
                .send()
                .expectNoReply();

        await().untilAsserted(() ->
                assertThat(log).contains("member u1 joined departments [1, 3]").contains("member u2 left"));
    }

    @Test
    void a_stranger_is_refused() {
        tester.text("li.wei", "你好").tampered().send().expectRefused();
    }

    @Test
    void the_command_of_the_readme_gets_its_replies(CapturedOutput log) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int exitCode = SendCommand.run(new String[] {url()}, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(exitCode).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("verify URL   -> 7741802936615520047")
                .contains("<Content><![CDATA[收到:你好]]></Content>")
                .contains("create_user  -> acknowledged, no reply")
                .contains("bot          -> 您问的是“你好”。我只是一个示例，没有答案。");
        await().untilAsserted(() -> assertThat(log).contains("member zhang.san joined departments [1, 3]"));
    }

    @Test
    void the_command_says_when_nothing_answers() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int exitCode = SendCommand.run(
                new String[] {"http://localhost:1"}, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(exitCode).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Does the sample run at http://localhost:1?");
    }

    @Test
    void health_shows_the_account() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + "/actuator/health")).build();

        String health = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();

        assertThat(health).contains("\"weComCallback\"").contains("\"default\"").doesNotContain("demoToken2026");
    }

    @Test
    void the_console_is_there() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + "/wecom/console/")).build();

        String page = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();

        assertThat(page).contains("console.js");
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
