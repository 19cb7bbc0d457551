// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sending to customers. */
class KfSendTest {

    private final FakeWeCom wecom = FakeWeCom.start();
    private final FakeKf kf = wecom.kf("wk1");
    private final FakeCustomer chen = kf.customer("wm1");
    private ApiClient client;

    @BeforeEach
    void start() throws Exception {
        client = ApiClient.of(wecom);
    }

    @AfterEach
    void stop() {
        wecom.close();
    }

    @Test
    void what_is_sent_is_received_with_the_id_that_was_chosen() throws Exception {
        JsonNode answer = send(text("明天", "\"msgid\":\"my_id-1\","));

        assertThat(errcode(answer)).isZero();
        assertThat(answer.path("msgid").asString()).isEqualTo("my_id-1");
        assertThat(chen.received())
                .singleElement()
                .returns("明天", SentMessage::text)
                .returns("text", SentMessage::type)
                .returns("my_id-1", SentMessage::msgId)
                .returns("wk1", SentMessage::openKfId)
                .returns("wm1", SentMessage::customer)
                .returns(FakeWeCom.SEND_MSG, SentMessage::path)
                .returns(null, SentMessage::code);
        assertThat(kf.sent()).isEqualTo(chen.received());
        assertThat(wecom.sent()).isEqualTo(chen.received());
    }

    @Test
    void without_an_id_the_platform_chooses_one() throws Exception {
        String first = send(text("1", "")).path("msgid").asString();
        String second = send(text("2", "")).path("msgid").asString();

        assertThat(first).matches("[0-9A-Za-z_-]{1,32}").isNotEqualTo(second);
    }

    @Test
    void an_id_is_taken_once_even_by_many_at_the_same_time() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 20)
                .mapToObj(i -> client.begin(FakeWeCom.SEND_MSG, text("hi", "\"msgid\":\"m1\",")))
                .toList();

        long taken = calls.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.body().contains("\"errcode\":0,"))
                .count();

        assertThat(taken).isEqualTo(1);
        assertThat(chen.received()).hasSize(1);
        assertThat(errcode(send(text("hi", "\"msgid\":\"m1\",")))).isEqualTo(FakeWeCom.DUPLICATE_MSGID);
    }

    @Test
    void an_id_that_is_none_is_refused() throws Exception {
        assertThat(errcode(send(text("hi", "\"msgid\":\"" + "x".repeat(33) + "\","))))
                .isEqualTo(40058);
        assertThat(errcode(send(text("hi", "\"msgid\":\"a b\",")))).isEqualTo(40058);
        assertThat(errcode(send(text("hi", "\"msgid\":5,")))).isEqualTo(40058);
        assertThat(wecom.sent()).isEmpty();
    }

    @Test
    void what_is_missing_is_refused() throws Exception {
        assertThat(errcode(send("{\"open_kfid\":\"wk1\",\"msgtype\":\"text\",\"text\":{\"content\":\"x\"}}")))
                .isEqualTo(40058);
        assertThat(errcode(send("{\"touser\":\"wm1\",\"msgtype\":\"text\",\"text\":{\"content\":\"x\"}}")))
                .isEqualTo(40058);
        assertThat(errcode(send(message("\"text\":{\"content\":\"x\"}")))).isEqualTo(40058);
        assertThat(errcode(send(message("\"msgtype\":\"text\"")))).isEqualTo(40058);
        assertThat(errcode(send(message("\"msgtype\":\"text\",\"text\":{\"content\":\"\"}"))))
                .isEqualTo(40058);
        assertThat(errcode(send(message("\"msgtype\":\"image\",\"text\":{\"content\":\"x\"}"))))
                .isEqualTo(40058);
        assertThat(errcode(send(message("\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"x\"}"))))
                .isEqualTo(40008);
        assertThat(errcode(send("{\"touser\":\"wm1\",\"open_kfid\":\"wk9\",\"msgtype\":\"text\"}")))
                .isEqualTo(95000);
        assertThat(wecom.sent()).isEmpty();
    }

    @Test
    void a_menu_is_read_by_its_head() throws Exception {
        assertThat(errcode(send(message("\"msgtype\":\"msgmenu\",\"msgmenu\":{\"head_content\":\"请选择\"}"))))
                .isZero();

        assertThat(chen.received()).extracting(SentMessage::text).containsExactly("请选择");
    }

    @Test
    void a_code_of_an_event_is_good_once() throws Exception {
        String code = chen.enters();

        assertThat(errcode(sendOnEvent(code, "image"))).isEqualTo(40008);
        assertThat(errcode(sendOnEvent(code, "text"))).isZero();
        assertThat(errcode(sendOnEvent(code, "text"))).isEqualTo(FakeWeCom.INVALID_CODE);
        assertThat(errcode(sendOnEvent("made-up", "text"))).isEqualTo(FakeWeCom.INVALID_CODE);
        assertThat(chen.received())
                .singleElement()
                .returns(code, SentMessage::code)
                .returns("wm1", SentMessage::customer)
                .returns("欢迎", SentMessage::text);
    }

    @Test
    void a_code_of_an_event_lasts_twenty_seconds_or_what_is_said() throws Exception {
        String code = chen.enters();
        wecom.timePasses(Duration.ofSeconds(20));
        assertThat(errcode(sendOnEvent(code, "text"))).isEqualTo(FakeWeCom.INVALID_CODE);

        wecom.codesLast(Duration.ofMinutes(1));
        assertThat(errcode(sendOnEvent(code, "text"))).isZero();
    }

    @Test
    void samples_with_a_code_have_one_that_is_good() throws Exception {
        kf.add(Samples.named("kf.event.session_status_change"));
        JsonNode item = client.pull("{\"open_kfid\":\"wk1\"}").path("msg_list").get(0);
        String code = item.path("event").path("msg_code").asString();

        assertThat(errcode(sendOnEvent(code, "text"))).isZero();
        assertThat(wecom.sent())
                .singleElement()
                .returns(item.path("event").path("external_userid").asString(), SentMessage::customer);
    }

    @Test
    void a_refused_id_does_not_use_up_the_code() throws Exception {
        String code = chen.enters();
        send(text("hi", "\"msgid\":\"m1\","));
        String welcome =
                "{\"code\":\"" + code + "\",\"msgid\":\"%s\",\"msgtype\":\"text\",\"text\":{\"content\":\"欢迎\"}}";

        assertThat(errcode(client.post(FakeWeCom.SEND_MSG_ON_EVENT, welcome.formatted("m1"))))
                .isEqualTo(FakeWeCom.DUPLICATE_MSGID);
        assertThat(errcode(client.post(FakeWeCom.SEND_MSG_ON_EVENT, welcome.formatted("m2"))))
                .isZero();
    }

    @Test
    void where_replies_are_limited_five_follow_a_message_of_the_customer() throws Exception {
        wecom.limitReplies();
        assertThat(errcode(send(text("hi", "")))).isEqualTo(95001);

        chen.writes("在吗?");
        for (int i = 0; i < 5; i++) {
            assertThat(errcode(send(text("hi", "")))).isZero();
        }
        assertThat(errcode(send(text("hi", "\"msgid\":\"m6\",")))).isEqualTo(95001);

        chen.writes("在吗?");
        assertThat(errcode(send(text("hi", "\"msgid\":\"m6\",")))).isZero();
        wecom.timePasses(Duration.ofHours(48));
        client = ApiClient.of(wecom);
        assertThat(errcode(send(text("hi", "")))).isEqualTo(95001);
        assertThat(chen.received()).hasSize(6);
    }

    @Test
    void who_waits_gets_what_was_sent_as_soon_as_it_is_there() throws Exception {
        CompletableFuture<List<SentMessage>> waiting =
                CompletableFuture.supplyAsync(() -> chen.awaitReceived(2, Duration.ofMinutes(1)));

        send(text("1", ""));
        send(text("2", ""));

        assertThat(waiting)
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(received ->
                        assertThat(received).extracting(SentMessage::text).containsExactly("1", "2"));
        assertThat(chen.awaitReceived(3, Duration.ZERO)).hasSize(2);
        assertThat(wecom.awaitSent(2, Duration.ofMinutes(1))).hasSize(2);
        assertThat(kf.awaitSent(2, Duration.ofMinutes(1))).hasSize(2);
    }

    private JsonNode send(String body) throws Exception {
        return client.post(FakeWeCom.SEND_MSG, body);
    }

    private JsonNode sendOnEvent(String code, String type) throws Exception {
        return client.post(
                FakeWeCom.SEND_MSG_ON_EVENT,
                "{\"code\":\"" + code + "\",\"msgtype\":\"" + type + "\",\"" + type + "\":{\"content\":\"欢迎\"}}");
    }

    private static String text(String content, String field) {
        return message(field + "\"msgtype\":\"text\",\"text\":{\"content\":\"" + content + "\"}");
    }

    private static String message(String fields) {
        return "{\"touser\":\"wm1\",\"open_kfid\":\"wk1\"," + fields + "}";
    }

    private static int errcode(JsonNode answer) {
        return answer.path("errcode").asInt(Integer.MIN_VALUE);
    }
}
