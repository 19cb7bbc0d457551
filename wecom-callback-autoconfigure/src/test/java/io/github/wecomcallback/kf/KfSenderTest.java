// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.api.WeComApiException;
import io.github.wecomcallback.exchange.ReplyDelayedException;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

class KfSenderTest {

    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String TEXT = WeCom.sample("kf.text.json");
    private static final String ENTERED = WeCom.sample("kf.event.enter_session.json");

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.TRACE);

    private final ApiServer server = ApiServer.start();
    private final KfList list = new KfList(server);
    private final KfStatistics statistics = new KfStatistics();
    private final Account account = WeCom.account();
    private final KfSender sender = new KfSender(
            new WeComApi(RestClient.create(server.baseUrl()), of -> "the-token"), statistics, Clock.systemUTC());

    @AfterEach
    void close() {
        server.close();
    }

    @AfterEach
    void nothing_of_people_is_logged() {
        assertThat(log.text()).doesNotContain("wmK7cTzQAAfP3xYb0RnLhVwE9sUdJg2A", "你好", "快递", "the-token");
    }

    @Test
    void a_reply_to_a_message_is_sent_to_its_customer() {
        assertThat(sender.carry(context(TEXT), Reply.text("你好"), ID)).isNull();

        assertThat(list.sent())
                .extracting(JsonNode::toString)
                .containsExactly("{\"msgtype\":\"text\",\"text\":{\"content\":\"你好\"},"
                        + "\"msgid\":\"0123456789abcdef0123456789abcdef\","
                        + "\"touser\":\"wmK7cTzQAAfP3xYb0RnLhVwE9sUdJg2A\","
                        + "\"open_kfid\":\"wkK7cTzQAAr6tGh1MjLbSxUvQ0eYzC3w\"}");
        assertThat(statistics.sentReplies()).isOne();
    }

    @Test
    void a_reply_to_an_event_with_a_code_is_sent_with_it() {
        sender.carry(context(ENTERED), Reply.text("你好"), ID);

        assertThat(list.bodies(KfList.SEND_ON_EVENT))
                .extracting(JsonNode::toString)
                .containsExactly("{\"msgtype\":\"text\",\"text\":{\"content\":\"你好\"},"
                        + "\"msgid\":\"0123456789abcdef0123456789abcdef\",\"code\":\"kwc_9aQ2\"}");
        assertThat(list.sent()).isEmpty();
    }

    @Test
    void the_code_of_a_message_for_an_ended_session_is_as_good() {
        String ended = ENTERED.replace("enter_session", "session_status_change").replace("welcome_code", "msg_code");

        sender.carry(context(ended), Reply.menu("?").click("1", "good"), ID);

        assertThat(list.bodies(KfList.SEND_ON_EVENT).get(0).path("code").asString())
                .isEqualTo("kwc_9aQ2");
    }

    @Test
    void without_a_code_an_event_is_answered_as_a_message_is() {
        sender.carry(context(ENTERED.replace("\"kwc_9aQ2\"", "\"\"")), Reply.text("你好"), ID);

        JsonNode sent = list.sent().get(0);
        assertThat(sent.path("touser").asString()).isEqualTo("wmK7cTzQAAfP3xYb0RnLhVwE9sUdJg2A");
        assertThat(sent.path("open_kfid").asString()).isEqualTo("wkK7cTzQAAr6tGh1MjLbSxUvQ0eYzC3w");
    }

    @Test
    void a_reply_of_ones_own_may_say_who_sends_it_and_bring_its_own_id() {
        sender.carry(
                context(TEXT),
                Reply.raw("{\"msgtype\":\"ca_link\",\"ca_link\":{\"link_url\":\"u\"},\"msgid\":\"mine\"}"),
                ID);

        assertThat(list.sent().get(0).path("msgid").asString()).isEqualTo("mine");
        assertThat(list.sent().get(0).path("msgtype").asString()).isEqualTo("ca_link");
    }

    @Test
    void a_reply_of_ones_own_that_is_no_object_is_a_mistake() {
        for (String text : List.of("", "success", "[]", "{")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> sender.carry(context(TEXT), Reply.raw(text), ID))
                    .withMessageContaining("JSON object");
        }
    }

    @Test
    void what_the_item_does_not_accept_is_not_sent() {
        sender.carry(context(ENTERED), Reply.image("m1"), ID);
        sender.carry(context(WeCom.sample("kf.event.msg_send_fail.json")), Reply.text("你好"), ID);
        sender.carry(context(TEXT), Reply.markdown("你好"), ID);

        assertThat(list.sent()).isEmpty();
        assertThat(list.bodies(KfList.SEND_ON_EVENT)).isEmpty();
        assertThat(statistics.unsentReplies()).isEqualTo(3);
        assertThat(log.messages(Level.ERROR)).hasSize(3).allMatch(line -> line.contains("accepted are only"));
    }

    @Test
    void a_servicer_gets_no_answer() {
        sender.carry(context(TEXT.replace("\"origin\": 3", "\"origin\": 5")), Reply.text("你好"), ID);

        assertThat(list.sent()).isEmpty();
    }

    @Test
    void where_no_customer_is_concerned_nobody_gets_an_answer() {
        sender.carry(context(TEXT.replace("external_userid", "other")), Reply.text("你好"), ID);

        assertThat(list.sent()).isEmpty();
        assertThat(statistics.unsentReplies()).isOne();
    }

    @Test
    void what_may_be_sent_later_fails_and_what_never_can_be_sent_does_not() {
        server.on(KfList.SEND, call -> Answer.errcode(45009, "api freq out of limit"));
        assertThatExceptionOfType(ReplyDelayedException.class)
                .isThrownBy(() -> sender.carry(context(writtenBefore(Duration.ofHours(47))), Reply.text("你好"), ID))
                .withMessage(
                        "No replies are taken at the moment: /cgi-bin/kf/send_msg failed: 45009 api freq out of limit")
                .withCauseInstanceOf(WeComApiException.class);
        assertThat(statistics.unsentReplies()).isZero();

        server.on(KfList.SEND, call -> Answer.errcode(95001, "send msg count limit"));
        assertThat(sender.carry(context(ofAnotherDoor(TEXT)), Reply.text("你好"), ID))
                .isNull();
        assertThat(statistics.unsentReplies()).isOne();
        assertThat(statistics.sentReplies()).isZero();
    }

    @Test
    void a_door_that_takes_no_replies_does_not_cost_another() {
        server.on(KfList.SEND, call -> Answer.errcode(-1, "system busy"));
        long begun = System.nanoTime();
        assertThatExceptionOfType(ReplyDelayedException.class)
                .isThrownBy(() -> sender.carry(context(writtenBefore(Duration.ZERO)), Reply.text("你好"), ID));
        server.on(KfList.SEND, call -> Answer.ok());

        sender.carry(context(ofAnotherDoor(TEXT)), Reply.text("你好"), ID);

        assertThat(statistics.sentReplies()).isOne();
        assertThat(sender.troubleSince(door("other"), begun)).isNull();
        String openKfId = Payload.of(TEXT).toUserName();
        assertThat(sender.troubleSince(door(openKfId), begun).getErrCode()).isEqualTo(-1);
        assertThat(sender.troubleSince(door(openKfId), System.nanoTime())).isNull();
    }

    @Test
    void a_reply_that_had_to_wait_until_the_platform_takes_none_any_more_is_given_up() {
        server.on(KfList.SEND, call -> Answer.errcode(-1, "system busy"));

        sender.carry(context(writtenBefore(Duration.ofHours(49))), Reply.text("你好"), ID);

        assertThat(statistics.unsentReplies()).isOne();
        assertThat(log.text()).contains("it waited for more than 48 hours");
    }

    /** Something on the way does not like what it says, or whom it is to: others get through. */
    @Test
    void what_is_refused_on_its_way_is_a_failure_of_this_reply_alone() {
        server.on(KfList.SEND, call -> new Answer(413, ""));

        assertThatExceptionOfType(WeComApiException.class)
                .isThrownBy(() -> sender.carry(context(writtenBefore(Duration.ZERO)), Reply.text("你好"), ID));

        server.on(KfList.SEND, call -> Answer.ok());
        sender.carry(context(TEXT), Reply.text("你好"), ID);
        assertThat(statistics.sentReplies()).isOne();
    }

    private static KfDoor door(String openKfId) {
        return new KfDoor(Account.DEFAULT_NAME, openKfId);
    }

    private static String ofAnotherDoor(String text) {
        return text.replace(Payload.of(text).toUserName(), "other");
    }

    private static String writtenBefore(Duration time) {
        long second = Instant.now().minus(time).getEpochSecond();
        return TEXT.replaceAll("\"send_time\": *\\d+", "\"send_time\": " + second);
    }

    @Test
    void replies_to_callbacks_are_not_ours() {
        CallbackContext callback = context(WeCom.text("hi", 1));

        assertThat(sender.carries(callback, Reply.text("hi"))).isFalse();
        assertThat(sender.carries(context(TEXT), Reply.text("hi"))).isTrue();
    }

    private CallbackContext context(String plaintext) {
        return new CallbackContext(account, Map.of(), Map.of(), new byte[0], Payload.of(plaintext), Instant.now());
    }
}
