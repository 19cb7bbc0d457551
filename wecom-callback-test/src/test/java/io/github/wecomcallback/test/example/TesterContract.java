// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.message.AppEvent;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.test.DeliveredCallback;
import io.github.wecomcallback.test.OutgoingCallback;
import io.github.wecomcallback.test.Sample;
import io.github.wecomcallback.test.Samples;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the tester can do, whichever way it takes to the application. */
abstract class TesterContract {

    @Autowired
    WeComCallbackTester tester;

    @Autowired
    Journal journal;

    @BeforeEach
    void forget() {
        journal.clear();
    }

    @Test
    void a_text_gets_its_reply() {
        DeliveredCallback delivered = tester.text("li.wei", "hi + 你好 <&>").send();

        delivered.expectAcknowledged().expectReplyText("收到:hi + 你好 <&>").expectReplyField("ToUserName", "li.wei");
        assertThat(delivered.reply()).startsWith("<xml>");
        assertThat(journal.last().fromUserName()).isEqualTo("li.wei");
    }

    @Test
    void a_reply_is_asserted_as_a_message() {
        DeliveredCallback delivered = tester.sample("msg.image").send();

        delivered.expectReply(
                reply -> assertThat(reply.get("Articles.item.Title")).isEqualTo("收到图片"));
        assertThat(delivered).isAcknowledged().hasReplyField("MsgType", "news");
    }

    @Test
    void an_event_arrives_with_the_fields_that_the_test_sets() {
        tester.event("change_contact", "create_user")
                .with("UserID", "u1")
                .with("Extattr.Item[0].Name", "工号")
                .without("Mobile")
                .from("sys2")
                .send()
                .expectAcknowledged()
                .expectNoReply();

        Contact.UserCreated event = (Contact.UserCreated) journal.last();
        assertThat(event.userId()).isEqualTo("u1");
        assertThat(event.get("ExtAttr.Item.Name")).isEqualTo("工号");
        assertThat(event.has("Mobile")).isFalse();
        assertThat(event.fromUserName()).isEqualTo("sys2");
    }

    @Test
    void an_event_without_a_change_type_arrives() {
        tester.event("subscribe").send().expectAcknowledged();

        assertThat(journal.last().event()).isEqualTo("subscribe");
    }

    @Test
    void the_sample_of_a_record_is_the_one_for_the_kind_of_the_account() {
        tester.payload(Contact.UserCreated.class).send().expectAcknowledged();
        tester.account("suite").payload(Contact.UserCreated.class).send().expectAcknowledged();

        assertThat(journal.messages()).hasOnlyElementsOfType(Contact.UserCreated.class);
        assertThat(journal.messages().get(0).has("Event")).isTrue();
        assertThat(journal.messages().get(1).has("InfoType")).isTrue();
    }

    @Test
    void every_sample_reaches_its_record() {
        List<Sample> samples = Samples.all();

        for (Sample sample : samples) {
            DeliveredCallback delivered = tester.account(nameOf(sample.accountKind()))
                    .sample(sample.id())
                    .send();

            assertThat(delivered).as(sample.id()).isAcknowledged();
            assertThat(journal.last()).as(sample.id()).isInstanceOf(Record.class);
            assertThat(journal.last().raw()).as(sample.id()).isEqualTo(delivered.plaintext());
            assertThat(journal.last().kind()).as(sample.id()).isEqualTo(sample.kind());
        }

        assertThat(samples).hasSize(346);
        assertThat(journal.messages()).hasSize(346);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "sales",
                "suite",
                "provider",
                "device",
                "bot",
                "group-bot",
                "mini-program",
                "open-mini-program"
            })
    void every_account_is_verified_and_receives_and_refuses(String account) {
        WeComCallbackTester chosen = tester.account(account);

        chosen.verifyUrl().expectVerified();
        chosen.text("li.wei", "hi").send().expectAcknowledged();
        chosen.text("li.wei", "hi").tampered().send().expectStatus(403).expectRefused();
        chosen.text("li.wei", "hi")
                .signedAt(Instant.now().minus(Duration.ofHours(1)))
                .send()
                .expectRefused();

        assertThat(journal.messages()).hasSize(1);
        assertThat(journal.lastContext().account().name()).isEqualTo(account);
        assertThat(journal.last().fromUserName()).isEqualTo("li.wei");
    }

    @Test
    void a_bot_is_written_to_in_json_and_its_stream_is_a_text() {
        DeliveredCallback delivered =
                tester.account("bot").text("chen.yu", "早").send().expectReplyText("收到:早");

        assertThat(delivered.reply()).startsWith("{").contains("stream");
        assertThat(journal.last()).isInstanceOf(Bot.Text.class);
    }

    @Test
    void what_is_for_somebody_else_is_refused() {
        tester.text("li.wei", "hi").receiveId("ww999").send().expectRefused();
        tester.text("li.wei", "hi").encryptedWithForeignKey().send().expectRefused();

        assertThat(journal.messages()).isEmpty();
    }

    @Test
    void a_customer_of_the_suite_is_answered_under_its_own_id() {
        tester.account("suite")
                .text("li.wei", "hi")
                .receiveId("wwcustomer")
                .send()
                .expectReplyText("收到:hi");
    }

    @Test
    void what_is_sent_twice_is_new_and_what_is_delivered_again_is_not() {
        OutgoingCallback text = tester.text("li.wei", "hi");
        OutgoingCallback event = tester.event("change_contact", "create_user");

        DeliveredCallback first = text.send();
        first.redeliver().expectReplyText("收到:hi");
        text.send().expectReplyText("收到:hi");
        event.send().redeliver().expectAcknowledged();
        event.send().expectAcknowledged();

        assertThat(journal.messages()).hasSize(4);
    }

    @Test
    void an_id_that_the_test_sets_stays() {
        OutgoingCallback text = tester.text("li.wei", "hi").with("MsgId", 7412369850147L);

        text.send().expectAcknowledged();
        text.send().expectAcknowledged();

        assertThat(journal.messages()).hasSize(1);
        assertThat(journal.last().msgId()).isEqualTo("7412369850147");
    }

    @Test
    void a_plaintext_is_sent_as_it_is() {
        String unknown = "<xml><MsgType>event</MsgType><Event>tomorrow</Event><CreateTime>1</CreateTime></xml>";

        tester.plaintext(unknown).send().expectAcknowledged();
        tester.plaintext("no XML").send().expectStatus(400);

        assertThat(journal.messages()).hasSize(1);
        assertThat(journal.last()).isInstanceOf(Payload.class);
        assertThat(journal.last().raw()).isEqualTo(unknown);
    }

    @Test
    void a_plaintext_that_was_recorded_long_ago_is_sent_with_the_present_time_and_else_as_it_is() {
        String recorded = """
                <xml>  <MsgType>event</MsgType><Event>tomorrow</Event><CreateTime><![CDATA[1767232861]]></CreateTime>
                <When><CreateTime>1767232861</CreateTime><TimeStamp>1767232862</TimeStamp></When>%d</xml>""".formatted(System.nanoTime());
        long begin = Instant.now().getEpochSecond();

        DeliveredCallback delivered = tester.plaintext(recorded).send().expectAcknowledged();

        long sent = journal.last().createTime().getEpochSecond();
        assertThat(sent).isBetween(begin, Instant.now().getEpochSecond());
        assertThat(delivered.plaintext())
                .isEqualTo(recorded.replaceFirst("1767232861", Long.toString(sent)))
                .isEqualTo(journal.last().raw());
    }

    @Test
    void a_recorded_plaintext_that_is_sent_twice_is_a_redelivery() {
        String recorded = "<xml><MsgType>event</MsgType><Event>tomorrow</Event><CreateTime>1767232861</CreateTime><Id>"
                + System.nanoTime() + "</Id></xml>";

        tester.plaintext(recorded).send().expectAcknowledged();
        tester.plaintext(recorded).send().expectAcknowledged();

        assertThat(journal.messages()).hasSize(1);
    }

    @Test
    void an_old_time_that_the_test_has_set_is_refused_as_a_replay() {
        String recorded = "<xml><MsgType>text</MsgType><CreateTime>1767232861</CreateTime><MsgId>7001</MsgId></xml>";

        tester.plaintext(recorded).with("CreateTime", 1_767_232_861).send().expectRefused();
        tester.text("li.wei", "hi").with("CreateTime", 1_767_232_861).send().expectRefused();

        assertThat(journal.messages()).isEmpty();
    }

    @Test
    void a_handler_that_fails_is_seen_and_runs_again() {
        OutgoingCallback entered = tester.payload(AppEvent.Entered.class).from("breaks");

        DeliveredCallback delivered = entered.send().expectNotAcknowledged().expectStatus(500);
        delivered.redeliver().expectStatus(500);
    }

    @Test
    void an_account_that_is_not_there_is_named_with_those_that_are() {
        assertThatThrownBy(() -> tester.account("slaes").text("li.wei", "hi"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no account 'slaes'")
                .hasMessageContaining("sales");
    }

    private static String nameOf(AccountKind kind) {
        return switch (kind) {
            case APP -> "default";
            case GROUP_BOT -> "group-bot";
            case MINI_PROGRAM -> "mini-program";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
