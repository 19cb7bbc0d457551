// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.Outcome.Status;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import org.springframework.core.annotation.Order;

class RedeliveryTest {

    private static final String OTHER_CORP = "ww0123456789abcdef";
    private static final Account OTHER =
            Account.app(OTHER_CORP, WeCom.TOKEN, WeCom.AES_KEY).name("other").build();
    private static final String EVENT = """
            <xml><FromUserName>sys</FromUserName><CreateTime>1767232861</CreateTime><MsgType>event</MsgType>\
            <Event>change_contact</Event><ChangeType>delete_user</ChangeType><UserID>%s</UserID></xml>""";

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final WeCom weCom = new WeCom();
    private final Handlers handlers = new Handlers();
    private final Callbacks callbacks =
            Callbacks.to(handlers).accounts(WeCom.account(), OTHER).build();

    @Test
    void a_redelivery_after_the_end_gets_the_remembered_reply_encrypted_anew() {
        CallbackResponse first = post(WeCom.text("hello", 1));
        CallbackResponse second = post(WeCom.text("hello", 1));

        assertThat(opened(first)).contains("first of hello");
        assertThat(opened(second)).contains("first of hello");
        assertThat(handlers.ran).containsExactly("first", "second", "third");
        assertThat(List.of("Encrypt", "Nonce", "MsgSignature"))
                .allSatisfy(part -> assertThat(part(second, part)).isNotEqualTo(part(first, part)));
    }

    @Test
    void a_redelivery_of_what_got_no_reply_is_acknowledged_again() {
        post(EVENT.formatted("chen.yu"));
        handlers.ran.clear();

        CallbackResponse second = post(EVENT.formatted("chen.yu"));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEmpty();
        assertThat(handlers.ran).isEmpty();
    }

    @Test
    void a_failed_run_is_released_and_only_the_failed_handler_runs_again() {
        handlers.failing.add("second");

        CallbackResponse first = post(WeCom.text("hello", 1));
        CallbackResponse second = post(WeCom.text("hello", 1));
        handlers.failing.clear();
        CallbackResponse third = post(WeCom.text("hello", 1));
        CallbackResponse fourth = post(WeCom.text("hello", 1));

        assertThat(List.of(first.status(), second.status())).containsOnly(500);
        assertThat(handlers.ran).containsExactly("first", "second", "third", "second", "second");
        assertThat(opened(third)).contains("first of hello");
        assertThat(opened(fourth)).contains("first of hello");
        assertThat(callbacks.statistics().count(Status.FAILED)).isEqualTo(2);
        assertThat(callbacks.statistics().count(Status.COMPLETED)).isEqualTo(2);
    }

    @Test
    void the_reply_is_that_of_the_first_handler_that_gave_one_whenever_it_did() {
        handlers.failing.add("first");

        post(WeCom.text("hello", 1));
        handlers.failing.clear();
        CallbackResponse second = post(WeCom.text("hello", 1));

        assertThat(handlers.ran).containsExactly("first", "second", "third", "first");
        assertThat(opened(second)).contains("third of hello");
    }

    @Test
    void another_message_of_the_same_sender_and_second_is_another_message() {
        post(WeCom.text("hello", 1));
        post(WeCom.text("hello", 2));

        assertThat(handlers.ran).hasSize(6);
    }

    @Test
    void the_same_id_of_another_sender_is_another_message() {
        post(WeCom.text("hello", 1));
        post(WeCom.text("hello", 1).replace("li.wei", "chen.yu"));

        assertThat(handlers.ran).hasSize(6);
    }

    @Test
    void the_same_id_of_another_account_is_another_message() {
        long now = Instant.now().getEpochSecond();

        callbacks.post("default", weCom.deliver(WeCom.text("hello", 1), WeCom.CORP_ID, now));
        callbacks.post("other", weCom.deliver(WeCom.text("hello", 1), OTHER_CORP, now));

        assertThat(handlers.ran).hasSize(6);
    }

    @Test
    void the_same_event_of_another_account_is_another_event() {
        long now = Instant.now().getEpochSecond();

        callbacks.post("default", weCom.deliver(EVENT.formatted("chen.yu"), WeCom.CORP_ID, now));
        callbacks.post("other", weCom.deliver(EVENT.formatted("chen.yu"), OTHER_CORP, now));

        assertThat(handlers.ran).hasSize(6);
    }

    @Test
    void a_message_is_known_by_its_id_though_its_text_is_written_otherwise() {
        post(WeCom.text("hello", 1));
        post(WeCom.text("hello", 1).replace("<MsgId>1</MsgId>", "\n<MsgId><![CDATA[1]]></MsgId>\n"));

        assertThat(handlers.ran).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<MsgId></MsgId>", "<MsgId> </MsgId>"})
    void what_has_no_id_is_known_by_its_plaintext(String id) {
        String event = EVENT.formatted("chen.yu").replace("</xml>", id + "</xml>");

        post(event);
        post(event);

        assertThat(handlers.ran).hasSize(3);
    }

    @Test
    void two_events_of_the_same_sender_and_second_differ() {
        post(EVENT.formatted("chen.yu"));
        post(EVENT.formatted("li.wei"));

        assertThat(handlers.ran).hasSize(6);
        assertThat(callbacks.guard().size()).isEqualTo(2);
    }

    private CallbackResponse post(String plaintext) {
        return callbacks.post(weCom.deliver(plaintext));
    }

    private String opened(CallbackResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return weCom.open(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static String part(CallbackResponse response, String element) {
        return new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll(".*<" + element + ">(.*)</" + element + ">.*", "$1");
    }

    private static final class Handlers {

        private final List<String> ran = new CopyOnWriteArrayList<>();
        private final Set<String> failing = new HashSet<>();

        @Order(1)
        @WeComMessageHandler
        String first(WeComMessage message) {
            return run("first", message);
        }

        @Order(2)
        @WeComMessageHandler
        void second(WeComMessage message) {
            run("second", message);
        }

        @Order(3)
        @WeComMessageHandler
        String third(WeComMessage message) {
            return run("third", message);
        }

        private String run(String name, WeComMessage message) {
            ran.add(name);
            if (failing.contains(name)) {
                throw new IllegalStateException(name + " failed");
            }
            String content = message.get("Content");
            return content == null ? null : name + " of " + content;
        }
    }
}
