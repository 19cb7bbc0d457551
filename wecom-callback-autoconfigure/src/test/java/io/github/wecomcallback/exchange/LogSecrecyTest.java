// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.BadInput;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Forger;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogSecrecyTest {

    private static final String MOBILE = "13800000017";
    private static final String CONTENT = "工资单 " + MOBILE;

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.TRACE);

    private final WeCom weCom = new WeCom();
    private final Forger forger = new Forger();

    @AfterEach
    void nothing_of_secrets_or_people_is_logged() {
        assertThat(log.text())
                .as("a scene that logs nothing shows nothing")
                .isNotEmpty()
                .doesNotContain(WeCom.TOKEN, WeCom.AES_KEY, WeCom.CORP_ID)
                .doesNotContain(MOBILE, "工资单", "li.wei", "chen.yu", "陈宇", "13900001234")
                .doesNotContain("<xml>", "CDATA", "msg_signature");
    }

    @Test
    void when_all_goes_well() {
        LoggerFactory.getLogger("io.github.wecomcallback.test").info("here");
        Callbacks callbacks = Callbacks.to(new Echo()).build();

        callbacks.get(weCom.verification(CONTENT));
        callbacks.post(text());
        callbacks.post(text());
        callbacks.post(weCom.deliver(WeCom.sample("change_contact.create_user.xml")));
    }

    @Test
    void when_nobody_handles_it() {
        Callbacks callbacks = Callbacks.to().build();

        callbacks.post(text());
        callbacks.post(weCom.deliver(WeCom.sample("change_contact.create_user.xml")));
    }

    @Test
    void when_a_handler_fails_or_returns_what_is_no_reply() {
        Callbacks callbacks = Callbacks.to(new Failing()).build();

        callbacks.post(text());
    }

    @Test
    void when_an_interceptor_fails() {
        Callbacks callbacks = Callbacks.to(new Echo())
                .interceptors((exchange, chain) -> {
                    throw new IllegalStateException(exchange.toString());
                })
                .build();

        callbacks.post(text());
    }

    @Test
    void when_the_reply_cannot_be_written() {
        Callbacks callbacks = Callbacks.to(new Echo())
                .interceptors((exchange, chain) -> Outcome.replied(Reply.raw(null)))
                .build();

        callbacks.post(text());
    }

    @Test
    void when_it_is_late_or_there_is_no_room() {
        Callbacks never = Callbacks.to(new Echo()).threads(task -> {}, 1).build();

        never.postOutOfPatience(text());
        never.post(weCom.deliver(WeCom.text(CONTENT, 2)));
    }

    @Test
    void when_bad_input_is_refused() {
        Callbacks callbacks = Callbacks.to(new Echo()).build();

        BadInput.all().forEach(bad -> callbacks.post(bad.query(), bad.body()));
        callbacks.post(forger.message("<xml><Content>" + CONTENT + "</Content>"));
        callbacks.post(new Delivery(Map.of("msg_signature", MOBILE, "timestamp", "1", "nonce", "2"), text().body()));
        callbacks.post("nobody", text());
    }

    private Delivery text() {
        return weCom.deliver(WeCom.text(CONTENT, 1));
    }

    private static final class Echo {

        @WeComMessageHandler
        String echo(UserMessage.Text text) {
            return text.content();
        }

        @WeComEventHandler
        void created(Contact.UserCreated event) {}
    }

    private static final class Failing {

        @WeComMessageHandler
        void fails(UserMessage.Text text, CallbackContext context) {
            throw new IllegalStateException("Cannot handle " + text + " of " + context + " for " + context.account());
        }

        @WeComMessageHandler
        Object returnsNoReply(UserMessage.Text text) {
            return Map.of("content", text.content());
        }

        @WeComMessageHandler(type = "text", condition = "#message.noSuchThing == 1")
        void hasACondition(UserMessage.Text text) {}
    }
}
