// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.PresentTime;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.util.crypto.WxCpCryptUtil;
import org.junit.jupiter.api.Test;

/** Another's implementation signs, encrypts and opens: it was not written from the same reading of the protocol. */
class WxJavaInteropTest {

    private final WxCpCryptUtil wxJava = new WxCpCryptUtil(config());
    private final Handlers handlers = new Handlers();
    private final Callbacks callbacks = Callbacks.to(handlers).build();

    @Test
    void what_wxjava_sends_is_understood_and_wxjava_understands_the_reply() {
        CallbackResponse response = send(WeCom.text("四字节表情🙂与中文", 1));

        String reply = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).isEqualTo(200);
        assertThat(wxJava.decryptXml(element(reply, "MsgSignature"), timestamp(reply), element(reply, "Nonce"), reply))
                .contains("<ToUserName><![CDATA[li.wei]]></ToUserName>")
                .contains("<Content><![CDATA[收到:四字节表情🙂与中文]]></Content>");
    }

    @Test
    void every_payload_of_an_app_can_be_sent_by_wxjava() {
        Catalogue.entries().filter(entry -> entry.account().equals("app")).forEach(entry -> {
            int before = handlers.seen.get();

            CallbackResponse response = send(entry.plaintext());

            assertThat(response.status()).as(entry.id()).isEqualTo(200);
            assertThat(handlers.seen.get()).as(entry.id()).isEqualTo(before + 1);
        });
    }

    @Test
    void wxjava_refuses_a_reply_that_was_tampered_with() {
        String reply = new String(send(WeCom.text("hi", 2)).body(), StandardCharsets.UTF_8);
        String tampered = reply.replace(element(reply, "MsgSignature"), "0".repeat(40));

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> wxJava.decryptXml("0".repeat(40), timestamp(reply), element(reply, "Nonce"), tampered))
                .isInstanceOf(RuntimeException.class);
    }

    private CallbackResponse send(String plaintext) {
        WxCryptUtil.EncryptContext sealed = wxJava.encryptContext(PresentTime.of(plaintext));
        String body = "<xml><ToUserName><![CDATA[" + WeCom.CORP_ID + "]]></ToUserName><Encrypt><![CDATA["
                + sealed.getEncrypt() + "]]></Encrypt><AgentID><![CDATA[1]]></AgentID></xml>";
        return callbacks.post(
                Map.of(
                        "msg_signature", sealed.getSignature(),
                        "timestamp", sealed.getTimeStamp(),
                        "nonce", sealed.getNonce()),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static WxCpDefaultConfigImpl config() {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId(WeCom.CORP_ID);
        config.setToken(WeCom.TOKEN);
        config.setAesKey(WeCom.AES_KEY);
        return config;
    }

    private static String timestamp(String reply) {
        return element(reply, "TimeStamp");
    }

    private static String element(String xml, String name) {
        return xml.replaceAll("(?s).*<" + name + ">(?:<!\\[CDATA\\[)?(.*?)(?:]]>)?</" + name + ">.*", "$1");
    }

    static class Handlers {

        private final AtomicInteger seen = new AtomicInteger();

        @WeComMessageHandler
        void any() {
            seen.incrementAndGet();
        }

        @WeComMessageHandler
        String text(UserMessage.Text text) {
            return "收到:" + text.content();
        }
    }
}
