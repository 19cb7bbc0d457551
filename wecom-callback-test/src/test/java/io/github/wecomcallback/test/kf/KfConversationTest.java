// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.kf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.SentMessage;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A customer writes, the bell rings, and the reply arrives: over HTTP both ways. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = KfConversationTest.App.class,
        properties = {"wecom.callback.secret=the-secret", "wecom.callback.kf.poll-interval=200ms"})
@AutoConfigureWeComCallbackTester
class KfConversationTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final FakeWeCom WECOM = FakeWeCom.start();

    @Autowired
    private WeComCallbackTester tester;

    @Autowired
    private Servicers servicers;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        registry.add("wecom.callback.api.base-url", WECOM::baseUrl);
    }

    @AfterAll
    static void stop() {
        WECOM.close();
    }

    @Test
    void a_customer_gets_an_answer() {
        FakeKf kf = WECOM.kf("wkAnswer");
        kf.customer("wmChen").writes("快递多久到?");

        kf.ring(tester).expectAcknowledged();

        List<SentMessage> received = kf.customer("wmChen").awaitReceived(1, SOON);
        assertThat(received).extracting(SentMessage::text).containsExactly("收到:快递多久到?");
    }

    @Test
    void who_enters_is_welcomed_with_the_code_of_the_event() {
        FakeKf kf = WECOM.kf("wkWelcome");
        kf.customer("wmLi").enters();

        kf.ring(tester);

        SentMessage welcome = kf.customer("wmLi").awaitReceived(1, SOON).get(0);
        assertThat(welcome.path()).isEqualTo(FakeWeCom.SEND_MSG_ON_EVENT);
        assertThat(welcome.type()).isEqualTo("msgmenu");
    }

    @Test
    void a_handler_of_an_apps_texts_does_not_see_customers() {
        FakeKf kf = WECOM.kf("wkOthers");
        kf.customer("wmWang").writes("hello");

        kf.ring(tester);
        kf.customer("wmWang").awaitReceived(1, SOON);

        assertThat(servicers.seenByApp).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @Import(Servicers.class)
    static class App {}

    static class Servicers {

        private final List<WeComMessage> seenByApp = new CopyOnWriteArrayList<>();

        @WeComMessageHandler
        String answer(Kf.Text text) {
            return "收到:" + text.content();
        }

        @WeComEventHandler
        Reply welcome(Kf.SessionEntered event) {
            return Reply.menu("您好").click("delivery", "快递").tail("请选择");
        }

        @WeComMessageHandler(type = "text")
        void plain(WeComMessage message) {
            seenByApp.add(message);
        }

        @WeComMessageHandler
        void colleague(UserMessage.Text text) {
            seenByApp.add(text);
        }
    }
}
