// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.Outcome.Status;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Forger;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallbackProcessorTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final WeCom weCom = new WeCom();
    private final Forger forger = new Forger();
    private final Handlers handlers = new Handlers();
    private final Callbacks callbacks = Callbacks.to(handlers).build();

    @Test
    void a_message_in_xml_is_answered_in_xml() {
        CallbackResponse response = callbacks.post(weCom.deliver(WeCom.text("你好", 1)));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("application/xml;charset=UTF-8");
        assertThat(weCom.open(text(response)))
                .contains("<ToUserName><![CDATA[li.wei]]></ToUserName>")
                .contains("<Content><![CDATA[收到:你好]]></Content>");
    }

    @Test
    void a_message_in_json_is_answered_in_json() {
        CallbackResponse response = callbacks.post(json(WeCom.text("你好", 1)));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("application/json");
        JsonNode reply = JsonMapper.shared().readTree(response.body());
        assertThat(reply.propertyNames()).containsExactly("Encrypt", "MsgSignature", "TimeStamp", "Nonce");
        assertThat(reply.get("TimeStamp").isIntegralNumber()).isTrue();
        assertThat(weCom.open(inXml(reply))).contains("收到:你好");
    }

    @Test
    void a_reply_bears_the_time_of_now() {
        long before = Instant.now().getEpochSecond();

        CallbackResponse response = callbacks.post(weCom.deliver(WeCom.text("hello", 1)));

        long timestamp = Long.parseLong(text(response).replaceAll(".*<TimeStamp>(\\d+)</TimeStamp>.*", "$1"));
        assertThat(timestamp).isBetween(before, Instant.now().getEpochSecond());
    }

    @Test
    void without_a_reply_the_answer_is_empty() {
        CallbackResponse response = callbacks.post(weCom.deliver(WeCom.sample("change_contact.create_user.xml")));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.contentType()).isNull();
        assertThat(handlers.seen).containsExactly("chen.yu");
    }

    @Test
    void the_format_is_told_by_the_first_byte_that_is_no_blank() {
        Delivery xml = weCom.deliver(WeCom.text("one", 1));
        Delivery json = json(WeCom.text("two", 2));

        CallbackResponse first = callbacks.post(new Delivery(xml.query(), "\r\n\t " + xml.body()));
        CallbackResponse second = callbacks.post(new Delivery(json.query(), "\uFEFF \n" + json.body()));

        assertThat(first.contentType()).isEqualTo("application/xml;charset=UTF-8");
        assertThat(second.contentType()).isEqualTo("application/json");
    }

    @Test
    void a_message_that_is_json_inside_reaches_the_same_handler() {
        CallbackResponse response =
                callbacks.post(weCom.deliver("{\"MsgType\":\"text\",\"Content\":\"hi\",\"MsgId\":9007199254740993}"));

        assertThat(weCom.open(text(response))).contains("收到:hi");
    }

    @Test
    void a_name_that_is_cut_in_the_middle_of_a_character_costs_the_character_and_not_the_message() throws Exception {
        ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
        plaintext.write("<xml><MsgType>text</MsgType><Content>你".getBytes(StandardCharsets.UTF_8));
        plaintext.write("好".getBytes(StandardCharsets.UTF_8), 0, 2);
        plaintext.write("</Content></xml>".getBytes(StandardCharsets.UTF_8));

        CallbackResponse response = callbacks.post(forger.message(plaintext.toByteArray()));

        assertThat(response.status()).isEqualTo(200);
        assertThat(handlers.seen).containsExactly("你");
    }

    @Test
    void a_reply_that_cannot_be_written_is_left_out_and_logged() {
        CallbackResponse response = callbacks.post(weCom.deliver(WeCom.text("null", 1)));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(handlers.seen).containsExactly("null");
        assertThat(log.messages(Level.ERROR))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("default", "text", "RawReply", "acknowledged"));
        assertThat(callbacks.statistics().count(Status.COMPLETED)).isEqualTo(1);
    }

    @Test
    void deliveries_are_counted_by_how_they_end() {
        Delivery good = weCom.deliver(WeCom.text("hello", 1));

        callbacks.post(good);
        callbacks.post(good);
        callbacks.post(weCom.deliver(WeCom.text("fail", 2)));
        callbacks.post(new Delivery(good.query(), "<xml/>"));
        callbacks.get(good.query());

        CallbackStatistics statistics = callbacks.statistics();
        assertThat(statistics.count(Status.COMPLETED)).isEqualTo(2);
        assertThat(statistics.count(Status.FAILED)).isEqualTo(1);
        assertThat(statistics.count(Refusal.MALFORMED)).isEqualTo(2);
        assertThat(statistics.refused()).isEqualTo(2);
        assertThat(statistics.countUnmatched()).isZero();
    }

    @Test
    void the_last_genuine_callback_is_remembered() {
        Instant before = Instant.now();

        callbacks.post(weCom.deliver(WeCom.text("hello", 1)));

        assertThat(callbacks.statistics().lastCallback()).isBetween(before, Instant.now());
    }

    @Test
    void requests_and_responses_show_nothing_of_what_they_carry() {
        CallbackResponse response = callbacks.post(weCom.deliver(WeCom.text("hello", 1)));
        Delivery delivery = weCom.deliver(WeCom.text("hello", 1));
        CallbackRequest request = new CallbackRequest(
                "default", delivery.query(), java.util.Map.of(), delivery.body().getBytes(), Instant.now());

        assertThat(response).hasToString("CallbackResponse[200, " + response.body().length + " bytes]");
        assertThat(request).hasToString("CallbackRequest[default, " + request.body().length + " bytes]");
    }

    private Delivery json(String plaintext) {
        byte[] message = plaintext.getBytes(StandardCharsets.UTF_8);
        String encrypted = Forger.encrypt(Forger.padded(message, message.length, WeCom.CORP_ID, 1));
        return forger.around(
                encrypted, "{\"ToUserName\":\"x\",\"AgentID\":\"1000012\",\"Encrypt\":\"" + encrypted + "\"}");
    }

    private static String inXml(JsonNode reply) {
        StringBuilder xml = new StringBuilder();
        reply.properties()
                .forEach(field -> xml.append("<%1$s>%2$s</%1$s>"
                        .formatted(field.getKey(), field.getValue().asString())));
        return xml.toString();
    }

    private static String text(CallbackResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static final class Handlers {

        private final List<String> seen = new ArrayList<>();

        @WeComMessageHandler
        Reply reply(UserMessage.Text text) {
            seen.add(text.content());
            return switch (text.content()) {
                case "null" -> Reply.raw(null);
                case "fail" -> throw new IllegalStateException("no");
                default -> Reply.text("收到:" + text.content());
            };
        }

        @WeComEventHandler
        void created(Contact.UserCreated event) {
            seen.add(event.userId());
        }
    }
}
