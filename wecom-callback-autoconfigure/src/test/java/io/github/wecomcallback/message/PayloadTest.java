// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class PayloadTest {

    private final Payload payload = Payload.of("""
            <xml><AgentID>1000012</AgentID><Empty/><Info><Name>outer</Name><Step><Name>first</Name></Step>\
            <Step><Name>second</Name><Approver>a</Approver><Approver>b</Approver></Step></Info></xml>""");

    @ParameterizedTest
    @CsvSource({
        "AgentID, 1000012",
        "AgentID[0], 1000012",
        "Info.Name, outer",
        "Info[0].Name, outer",
        "Info.Step.Name, first",
        "Info.Step[0].Name, first",
        "Info.Step[1].Name, second",
        "Info.Step[1].Approver, a",
        "Info.Step[1].Approver[1], b",
        "Empty, ''"
    })
    void a_path_leads_to_a_text(String path, String text) {
        assertThat(payload.get(path)).isEqualTo(text);
        assertThat(payload.has(path)).isTrue();
        assertThat(payload.getAll(path)).startsWith(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "Absent",
                "Absent.Name",
                "AgentID.Name",
                "AgentID[1]",
                "Info.Step[2].Name",
                "Info.Step[-1].Name",
                "Info.Step[x].Name",
                "Info.Step[99999999999].Name",
                "Info.Step[",
                "Info.Step[]",
                "[0]",
                ".Info",
                "Info.",
                "Info..Name"
            })
    void a_path_to_nowhere_leads_to_null(String path) {
        assertThat(payload.get(path)).isNull();
        assertThat(payload.find(path)).isNull();
        assertThat(payload.has(path)).isFalse();
        assertThat(payload.getAll(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AgentID", "AgentId", "agentid", "agent_id", "AGENT_ID", "_Agent_ID_"})
    void case_and_underscores_do_not_count(String spelling) {
        assertThat(payload.get(spelling)).isEqualTo("1000012");
    }

    @Test
    void a_name_as_it_is_written_goes_before_a_similar_one() {
        Payload both = Payload.of("<xml><UserID>similar</UserID><UserId>exact</UserId></xml>");

        assertThat(both.get("UserId")).isEqualTo("exact");
        assertThat(both.get("UserID")).isEqualTo("similar");
        assertThat(both.get("userid")).isEqualTo("similar");
    }

    @Test
    void what_has_fields_of_its_own_is_there_but_no_text() {
        assertThat(payload.has("Info")).isTrue();
        assertThat(payload.get("Info")).isNull();
        assertThat(payload.getAll("Info.Step")).isEmpty();
        assertThat((Object) payload.find("Info")).isInstanceOf(ObjectNode.class);
    }

    @Test
    void all_texts_of_a_field_that_repeats_come_in_order() {
        assertThat(payload.getAll("Info.Step[1].Approver")).containsExactly("a", "b");
    }

    @Test
    void the_raw_plaintext_is_what_came() {
        String plaintext = WeCom.sample("change_contact.create_user.xml");

        assertThat(Payload.of(plaintext).raw()).isEqualTo(plaintext);
    }

    @Test
    void the_header_of_a_message_is_read() {
        WeComMessage message = Payload.of(WeCom.sample("msg.text.xml"));

        assertThat(message.msgType()).isEqualTo("text");
        assertThat(message.event()).isEmpty();
        assertThat(message.changeType()).isEmpty();
        assertThat(message.eventKey()).isNull();
        assertThat(message.toUserName()).isEqualTo(WeCom.CORP_ID);
        assertThat(message.fromUserName()).isEqualTo("chen.yu");
        assertThat(message.createTime()).isEqualTo(Instant.ofEpochSecond(1767232861));
        assertThat(message.msgId()).isEqualTo("7412369850147258963");
        assertThat(message.agentId()).isEqualTo("1000012");
    }

    @Test
    void the_header_of_an_event_is_read() {
        WeComMessage message = Payload.of(WeCom.sample("event.click.xml"));

        assertThat(message.msgType()).isEqualTo("event");
        assertThat(message.event()).isEqualTo("click");
        assertThat(message.eventKey()).isNotEmpty().isEqualTo(message.get("EventKey"));
        assertThat(message.msgId()).isNull();
    }

    @Test
    void the_header_of_a_command_is_read() {
        WeComMessage message = Payload.of(WeCom.sample("suite.suite_ticket.xml"));

        assertThat(message.event()).isEqualTo("suite_ticket");
        assertThat(message.createTime()).isEqualTo(Instant.ofEpochSecond(1767245610));
        assertThat(message.fromUserName()).isNull();
    }

    @Test
    void the_header_of_a_bots_message_is_read() {
        WeComMessage text = Payload.of(WeCom.sample("bot.text.json"));
        WeComMessage event = Payload.of(WeCom.sample("bot.event.enter_chat.json"));

        assertThat(text.fromUserName()).isEqualTo("chen.yu");
        assertThat(text.msgId()).isEqualTo("bm_7412369850147289779");
        assertThat(text.createTime()).isNull();
        assertThat(event.createTime()).isEqualTo(Instant.ofEpochSecond(1767250734));
    }

    @Test
    void a_header_that_cannot_be_read_is_null() {
        WeComMessage odd = Payload.of("<xml><CreateTime>soon</CreateTime><FromUserName><A/></FromUserName></xml>");

        assertThat(odd.createTime()).isNull();
        assertThat(odd.fromUserName()).isNull();
        assertThat(odd.toUserName()).isNull();
        assertThat(odd.agentId()).isNull();
    }

    @Test
    void typed_is_the_record_of_the_kind() {
        WeComMessage typed = Payload.of(WeCom.sample("msg.text.xml")).typed();

        assertThat(typed).isInstanceOf(UserMessage.Text.class);
        assertThat(typed.typed()).isEqualTo(typed);
        assertThat(typed.get("MsgId")).isEqualTo("7412369850147258963");
        assertThat(typed.raw()).isEqualTo(WeCom.sample("msg.text.xml"));
        assertThat(typed.fields()).isSameAs(typed.payload().fields());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><MsgType>event</MsgType><Event>brand_new</Event></xml>",
                "<xml><MsgType>event</MsgType><Event>change_contact</Event><ChangeType>new</ChangeType></xml>",
                "<xml><MsgType>hologram</MsgType></xml>",
                "<xml/>"
            })
    void typed_is_the_payload_itself_where_there_is_no_record(String plaintext) {
        Payload unknown = Payload.of(plaintext);

        assertThat(unknown.typed()).isSameAs(unknown);
    }

    @Test
    void a_family_does_not_get_the_records_of_another() {
        Payload miniProgram = Payload.of(WeCom.sample("miniprogram.xml.text.xml"));

        assertThat(miniProgram.kind().type()).isEqualTo("text");
        assertThat(miniProgram.typed()).isInstanceOf(MiniProgram.Text.class);
    }

    @Test
    void as_binds_to_any_record() {
        record Own(Payload payload, String userId, Instant createTime) {}
        Payload event = Payload.of(WeCom.sample("change_contact.delete_user.xml"));

        Own own = event.as(Own.class);

        assertThat(own.payload()).isSameAs(event);
        assertThat(own.userId()).isEqualTo(event.get("UserID"));
        assertThat(own.createTime()).isEqualTo(event.createTime());
    }

    @Test
    void payloads_with_the_same_header_are_equal_in_whichever_format_they_came() {
        Payload xml = Payload.of(WeCom.sample("msg.text.xml"));
        Payload json = Payload.of("""
                {"ToUserName":"%s","FromUserName":"chen.yu","CreateTime":1767232861,"MsgType":"text",\
                "Content":"周报模板在哪里下载？","MsgId":7412369850147258963,"AgentID":1000012}""".formatted(WeCom.CORP_ID));

        assertThat(json).isEqualTo(xml).hasSameHashCodeAs(xml);
        assertThat(json.typed()).isEqualTo(xml.typed()).hasSameHashCodeAs(xml.typed());
    }

    @ParameterizedTest
    @CsvSource({
        "chen.yu, gao_lin",
        "1767232861, 1767232862",
        "7412369850147258963, 7412369850147258964",
        "1000012, 1000013",
        "<MsgType><![CDATA[text]]>, <MsgType><![CDATA[image]]>",
        "ww4f0c9be27a61d835, gh_4f0c9be27a61d83"
    })
    void payloads_with_different_headers_are_not_equal(String part, String other) {
        String plaintext = WeCom.sample("msg.text.xml");

        assertThat(Payload.of(plaintext)).isNotEqualTo(Payload.of(plaintext.replace(part, other)));
    }

    @Test
    void typed_messages_that_say_different_things_are_not_equal() {
        String plaintext = WeCom.sample("change_contact.delete_user.xml");
        Payload one = Payload.of(plaintext);
        Payload other = Payload.of(plaintext.replace(one.get("UserID"), "another"));

        assertThat(other).isEqualTo(one);
        assertThat(other.typed()).isNotEqualTo(one.typed());
        assertThat(one).isNotEqualTo("something else");
    }

    @Test
    void a_payload_shows_its_kind_only() {
        assertThat(Payload.of(WeCom.sample("msg.text.xml"))).hasToString("Payload[text]");
        assertThat(Payload.of(WeCom.sample("change_contact.create_user.xml")))
                .hasToString("Payload[change_contact/create_user]");
        assertThat(Payload.of("<xml><Secret>x</Secret></xml>")).hasToString("Payload[unknown]");
    }
}
