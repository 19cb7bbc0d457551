// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.wecomcallback.support.WeCom;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page in a real browser, where there is one. */
@OverTomcat
class ConsolePageTest {

    private static final String MARKUP = "<img src=x onerror=document.title=1>";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path home;

    @LocalServerPort
    private int port;

    private Chromium chromium;
    private ConsoleClient console;

    @BeforeEach
    void open_and_let_something_happen() throws Exception {
        Optional<Chromium> found = Chromium.find(home);
        if (found.isEmpty()) {
            System.out.println("Console page: not rendered, since there is no Chromium on the path");
        }
        assumeTrue(found.isPresent(), "there is no Chromium on the path");
        chromium = found.get();
        console = new ConsoleClient(port);
        for (String sample : new String[] {"event.click", "change_contact.delete_user", "change_contact.create_user"}) {
            console.change("send", Map.of("account", "default", "sample", sample));
        }
        console.change("send", Map.of("account", "helper", "sample", "bot.text"));
        console.change("send", Map.of("account", "default", "plaintext", WeCom.text("hi", 1)));
        await().until(() -> !console.read("dead-letters").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "en,Arrived lately,Dead letters,Handlers,done,from the inbox,Replay,Send a callback",
        "zh,最近收到,死信,处理方法,完成,从收件箱,重放,发送回调"
    })
    void it_shows_what_arrived_dead_letters_and_handlers(
            String language,
            String arrived,
            String dead,
            String handlers,
            String done,
            String fromInbox,
            String replay,
            String send)
            throws Exception {
        String page = chromium.document(url(language));

        assertThat(page).contains(arrived, dead, handlers, send);
        assertThat(table(page, "recent"))
                .contains(
                        "li.wei",
                        "change_contact/<wbr>create_user",
                        "helper",
                        done,
                        "members#<wbr>text(<wbr>UserMessage.<wbr>Text)");
        assertThat(table(page, "dead"))
                .contains("the directory does not know", "members#<wbr>created(<wbr>Contact.<wbr>UserCreated)", replay);
        assertThat(table(page, "routes"))
                .contains("change_contact", "create_user", "#message.get('Content') != 'nothing'", fromInbox);
        assertThat(page).contains("msg.text · 文本消息").contains("/wecom/callback/market");
    }

    @ParameterizedTest
    @CsvSource({"en", "zh"})
    void a_screenshot_shows_more_than_a_blank_page(String language) throws Exception {
        Path file = chromium.screenshot(url(language), Path.of("target", "console-" + language + ".png"));

        BufferedImage picture = ImageIO.read(file.toFile());
        long colours = IntStream.range(0, picture.getHeight())
                .flatMap(y -> IntStream.range(0, picture.getWidth()).map(x -> picture.getRGB(x, y)))
                .distinct()
                .count();
        System.out.println("Console page: " + file + ", " + colours + " colours, by " + chromium.program());
        assertThat(picture.getWidth()).isEqualTo(Chromium.WIDTH);
        assertThat(colours).isGreaterThan(100);
    }

    @Test
    void markup_in_a_message_is_shown_as_text() throws Exception {
        String text = WeCom.text("hi", 2).replace("li.wei", MARKUP);
        console.change("send", Map.of("account", "default", "plaintext", text));

        String page = chromium.document(url("en"));

        assertThat(table(page, "recent"))
                .contains("&lt;img src=x onerror=document.title=1&gt;")
                .doesNotContain("<img");
        assertThat(page).contains("<title>WeCom callbacks</title>");
    }

    private String url(String language) {
        return "http://localhost:" + port + "/wecom/console/?lang=" + language;
    }

    private static String table(String page, String id) {
        return page.replaceFirst("(?s).*<table id=\"" + id + "\">(.*?)</table>.*", "$1");
    }
}
