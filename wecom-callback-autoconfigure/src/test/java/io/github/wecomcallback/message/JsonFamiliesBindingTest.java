// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.wecomcallback.message.TreeFields.FieldAt;
import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.Catalogue.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The families beside the one of apps: bots, group bots, mini programs, customer service, devices, data zone, payments. */
class JsonFamiliesBindingTest {

    static List<Entry> entries() {
        return Catalogue.of("bot.", "groupbot.", "miniprogram.", "kf.", "openhw.", "datazone.", "externalpay.");
    }

    static List<Entry> twins() {
        return Catalogue.of("groupbot.xml.", "miniprogram.xml.");
    }

    @Test
    void the_catalogue_has_entries_of_all_these_families() {
        assertThat(entries())
                .hasSize(92)
                .map(this::source)
                .containsOnly(
                        Source.BOT,
                        Source.GROUP_BOT,
                        Source.MINI_PROGRAM,
                        Source.KF,
                        Source.DEVICE_CLOUD,
                        Source.DATA_ZONE,
                        Source.EXTERNAL_PAY);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_sample_has_a_record_of_its_own_family(Entry entry) {
        Payload payload = Payload.of(entry.plaintext());

        WeComMessage message = payload.typed();

        assertThat(message).isInstanceOf(MessageTypes.recordFor(payload.kind()));
        assertThat(message.payload()).isSameAs(payload);
        assertThat(message.toString()).isEqualTo(message.getClass().getSimpleName() + "[" + payload.kind() + "]");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void every_field_is_found_by_its_path(Entry entry) {
        Payload payload = Payload.of(entry.plaintext());

        for (FieldAt field : TreeFields.leaves(payload.fields())) {
            assertThat(payload.get(field.path())).as(field.path()).isEqualTo(field.text());
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void every_field_is_found_in_the_record(Entry entry) {
        Payload payload = Payload.of(entry.plaintext());
        Class<? extends Record> type = MessageTypes.recordFor(payload.kind());
        List<String> before = values(payload, type);

        for (FieldAt field : TreeFields.filled(payload.fields())) {
            ObjectNode changed = payload.fields().deepCopy();
            field.change(changed);
            String text = field.in(changed).asString();

            List<String> after = values(payload(changed), type);

            assertThat(without(before, after)).as(field.path()).containsOnly(RecordValues.comparable(field.text()));
            assertThat(without(after, before)).as(field.path()).containsOnly(RecordValues.comparable(text));
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void an_odd_field_never_costs_the_message(Entry entry) {
        Payload payload = Payload.of(entry.plaintext());
        Class<? extends Record> type = MessageTypes.recordFor(payload.kind());

        for (FieldAt field : TreeFields.all(payload.fields())) {
            ObjectNode removed = payload.fields().deepCopy();
            field.remove(removed);
            ObjectNode emptied = payload.fields().deepCopy();
            field.set(emptied, StringNode.valueOf(""));
            ObjectNode text = payload.fields().deepCopy();
            field.set(text, StringNode.valueOf("text, and no more"));
            ObjectNode nothing = payload.fields().deepCopy();
            field.set(nothing, nothing.nullNode());
            ObjectNode object = payload.fields().deepCopy();
            field.set(object, object.objectNode().put("odd", 1));

            for (ObjectNode odd : List.of(removed, emptied, text, nothing, object)) {
                assertThatCode(() -> {
                            values(payload(odd), type);
                            payload(odd).typed();
                        })
                        .as(field.path())
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void xml_and_json_give_equal_records(Entry xml) {
        Entry json = Catalogue.named(xml.id().replace(".xml.", ".json."));
        WeComMessage fromJson = Payload.of(json.plaintext()).typed();
        // The samples are invented apart: only their ids and times differ.
        String sameMessage = xml.plaintext().replace(idOf(xml), idOf(json)).replace(timeOf(xml), timeOf(json));

        WeComMessage fromXml = Payload.of(sameMessage).typed();

        assertThat(fromXml).isEqualTo(fromJson).hasSameHashCodeAs(fromJson);
    }

    @Test
    void the_header_is_read_where_each_family_keeps_it() {
        Instant noon = Instant.ofEpochSecond(1_767_240_000);

        assertHeader("""
                {"aibotid":"bot","from":{"userid":"li.wei"},"msgid":"7","create_time":1767240000,"msgtype":"event",
                 "event":{"eventtype":"enter_chat"}}""", "bot", "li.wei", noon, "7");
        assertHeader("""
                {"webhook_url":"u","from":{"userid":"li.wei"},"msgid":"7","msgtype":"text"}""", null, "li.wei", null, "7");
        assertHeader("""
                <xml><WebhookUrl>u</WebhookUrl><From><UserId>li.wei</UserId></From><MsgId>7</MsgId><MsgType>text</MsgType>\
                </xml>""", null, "li.wei", null, "7");
        assertHeader("""
                {"ToUserName":"gh_1","FromUserName":"open","CreateTime":1767240000,"MsgType":"text","MsgId":7}""", "gh_1", "open", noon, "7");
        assertHeader("""
                {"msgid":"7","open_kfid":"wk","external_userid":"wm","send_time":1767240000,"origin":3,
                 "msgtype":"text"}""", "wk", "wm", noon, "7");
        assertHeader("""
                {"msgid":"7","send_time":1767240000,"origin":4,"msgtype":"event",
                 "event":{"event_type":"enter_session","open_kfid":"wk","external_userid":"wm"}}""", "wk", "wm", noon, "7");
        assertHeader("""
                {"msg_type":"event","base_info":{"req_id":"7","createtime":1767240000},
                 "event":{"event_type":"unbind"}}""", null, null, noon, "7");
        assertHeader("""
                {"event_type":"hit_keyword","timestamp":1767240000}""", null, null, noon, null);
        assertHeader("""
                {"id":"7","create_time":"2026-01-01T12:00:00+08:00","event_type":"REFUND.CLOSED","resource":{}}""", null, null, noon, "7");
    }

    @Test
    void what_was_pressed_on_a_card_of_a_bot_is_its_event_key() {
        Payload pressed = Payload.of(Catalogue.named("bot.event.template_card_event.button_interaction")
                .plaintext());

        assertThat(pressed.eventKey()).isEqualTo("btn_ok");
        assertThat(pressed.as(Bot.CardPressed.class).eventKey()).isEqualTo("btn_ok");
    }

    @Test
    void a_card_event_is_read_in_the_spelling_of_the_parameter_table_too() {
        Payload pressed = Payload.of("""
                {"aibotid":"bot","msgtype":"event","event":{"eventtype":"template_card_event","template_card_event":{
                 "cardtype":"vote_interaction","eventkey":"submit","taskid":"t1",
                 "selecteditems":{"selecteditem":[{"questionkey":"lunch","optionids":{"optionid":["rice","soup"]}}]}}}}""");

        Bot.CardPressed card = pressed.as(Bot.CardPressed.class);

        assertThat(card.cardType().is(Bot.CardType.VOTE_INTERACTION)).isTrue();
        assertThat(card.taskId()).isEqualTo("t1");
        assertThat(card.answers()).containsExactly(new Bot.Answer("lunch", List.of("rice", "soup")));
    }

    @Test
    void a_text_of_a_bot_quotes_all_kinds_of_messages_or_none() {
        Map<String, Bot.Quote> quotes = Map.of(
                "text", new Bot.Quote(code(Bot.PartType.TEXT), "See you at nine.", null, List.of()),
                "voice", new Bot.Quote(code(Bot.PartType.VOICE), "帮我订一间会议室", null, List.of()),
                "file",
                        new Bot.Quote(
                                code(Bot.PartType.FILE),
                                null,
                                "https://ww-aibot-img.example.com/f/1?sign=78",
                                List.of()),
                "mixed",
                        new Bot.Quote(
                                code(Bot.PartType.MIXED),
                                null,
                                null,
                                List.of(
                                        new Bot.Part(code(Bot.PartType.TEXT), "@小助手 看看这张图", null),
                                        new Bot.Part(
                                                code(Bot.PartType.IMAGE),
                                                null,
                                                "https://ww-aibot-img.example.com/p/2?sign=80"))));

        quotes.forEach(
                (kind, quote) -> assertThat(text("bot.quote." + kind).quote()).isEqualTo(quote));

        assertThat(text("bot.text").quote()).isNull();
    }

    @Test
    void a_code_that_is_not_known_is_kept() {
        Kf.SendFailed failed = Payload.of("""
                {"origin":9,"msgtype":"event","event":{"event_type":"msg_send_fail","open_kfid":"wk","fail_type":99}}""").as(Kf.SendFailed.class);

        assertThat(failed.failType()).isEqualTo(new Coded<>(Kf.FailType.UNKNOWN, "99"));
        assertThat(failed.origin()).isEqualTo(new Coded<>(Kf.Origin.UNKNOWN, "9"));
    }

    @Test
    void a_comma_in_one_element_of_a_list_belongs_to_it() {
        DeviceCloud.PrintPreviewRequested requested = Payload.of("""
                {"msg_type":"command","base_info":{},"command":{"command_type":"printer_job_trans",
                 "trans_setting":{"setting_list":[{"key":"pages","value":["1,3-5"]}]}}}""").as(DeviceCloud.PrintPreviewRequested.class);

        assertThat(requested.settings().settings())
                .containsExactly(new DeviceCloud.PrintSetting("pages", List.of("1,3-5")));
    }

    private Source source(Entry entry) {
        return Payload.of(entry.plaintext()).kind().source();
    }

    private static List<String> values(Payload payload, Class<? extends Record> type) {
        return RecordValues.withHeader((WeComMessage) payload.as(type));
    }

    private static Payload payload(ObjectNode fields) {
        return new Payload(new byte[0], 0, 0, fields);
    }

    private static Bot.Text text(String id) {
        return Payload.of(Catalogue.named(id).plaintext()).as(Bot.Text.class);
    }

    private static Coded<Bot.PartType> code(Bot.PartType type) {
        return new Coded<>(type, type.code());
    }

    private static String idOf(Entry entry) {
        String id = Payload.of(entry.plaintext()).msgId();
        return id == null ? "no id" : id;
    }

    private static String timeOf(Entry entry) {
        Instant time = Payload.of(entry.plaintext()).createTime();
        return time == null ? "no time" : Long.toString(time.getEpochSecond());
    }

    private static List<String> without(List<String> values, List<String> others) {
        List<String> rest = new ArrayList<>(values);
        others.forEach(rest::remove);
        return rest;
    }

    private static void assertHeader(String plaintext, String to, String from, Instant time, String id) {
        Payload payload = Payload.of(plaintext);

        assertThat(payload.toUserName()).isEqualTo(to);
        assertThat(payload.fromUserName()).isEqualTo(from);
        assertThat(payload.createTime()).isEqualTo(time);
        assertThat(payload.msgId()).isEqualTo(id);
    }
}
