// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageKindTest {

    @ParameterizedTest
    @CsvSource({
        "msg.text.xml,                                  APP,          text,    '',                    ''",
        "event.click.xml,                               APP,          event,   click,                 ''",
        "event.LOCATION.xml,                            APP,          event,   LOCATION,              ''",
        "event.kf_msg_or_event.xml,                     APP,          event,   kf_msg_or_event,       ''",
        "change_contact.create_user.xml,                APP,          event,   change_contact,        create_user",
        "suite.suite_ticket.xml,                        APP,          event,   suite_ticket,          ''",
        "bot.text.json,                                 BOT,          text,    '',                    ''",
        "bot.event.enter_chat.json,                     BOT,          event,   enter_chat,            ''",
        "groupbot.xml.text.xml,                         GROUP_BOT,    text,    '',                    ''",
        "groupbot.json.text.json,                       GROUP_BOT,    text,    '',                    ''",
        "groupbot.xml.event.enter_chat.xml,             GROUP_BOT,    event,   enter_chat,            ''",
        "groupbot.json.event.enter_chat.json,           GROUP_BOT,    event,   enter_chat,            ''",
        "miniprogram.xml.text.xml,                      MINI_PROGRAM, text,    '',                    ''",
        "miniprogram.json.text.json,                    MINI_PROGRAM, text,    '',                    ''",
        "miniprogram.xml.event.user_enter_tempsession.xml, MINI_PROGRAM, event, user_enter_tempsession, ''",
        "kf.text.json,                                  KF,           text,    '',                    ''",
        "kf.event.enter_session.json,                   KF,           event,   enter_session,         ''",
        "openhw.bind.json,                              DEVICE_CLOUD, event,   bind,                  ''",
        "openhw.enter_page.json,                        DEVICE_CLOUD, event,   enter_page,            ''",
        "datazone.hit_keyword.json,                     DATA_ZONE,    event,   hit_keyword,           ''",
        "externalpay.refund_success.json,               EXTERNAL_PAY, event,   REFUND.SUCCESS,        ''"
    })
    void the_content_tells_the_kind(String sample, Source source, String type, String event, String changeType) {
        assertThat(Payload.of(WeCom.sample(sample)).kind()).isEqualTo(new MessageKind(source, type, event, changeType));
    }

    @Test
    void blanks_around_a_discriminator_do_not_count() {
        MessageKind kind = kind("<MsgType> event\n</MsgType><Event>\tclick </Event><ChangeType> a </ChangeType>");

        assertThat(kind).isEqualTo(new MessageKind(Source.APP, "event", "click", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<MsgType><A>text</A></MsgType>",
                "<MsgType>text</MsgType><MsgType>image</MsgType>",
                "<MsgType a='b'>text</MsgType>",
                "<MsgType/>",
                "<MsgType> </MsgType>",
                "<A><MsgType>text</MsgType></A>"
            })
    void only_a_plain_text_is_a_discriminator(String odd) {
        assertThat(kind(odd).type()).isEmpty();
        assertThat(kind(odd.replace("MsgType", "Event")).event()).isEmpty();
        assertThat(kind(odd.replace("MsgType", "InfoType")).event()).isEmpty();
        assertThat(kind(odd.replace("MsgType", "ChangeType")).changeType()).isEmpty();
    }

    @Test
    void a_number_is_no_discriminator() {
        assertThat(Payload.of("{\"msgtype\":1,\"event\":{\"eventtype\":true}}").kind())
                .isEqualTo(new MessageKind(Source.APP, "", "", ""));
    }

    @Test
    void what_has_an_event_but_no_type_is_an_event() {
        assertThat(kind("<InfoType>change_contact</InfoType><ChangeType>create_user</ChangeType>"))
                .isEqualTo(new MessageKind(Source.APP, "event", "change_contact", "create_user"));
        assertThat(kind("<Event>click</Event>").isEvent()).isTrue();
    }

    @Test
    void the_case_of_a_discriminator_counts() {
        assertThat(kind("<MsgType>event</MsgType><Event>LOCATION</Event>"))
                .isNotEqualTo(kind("<MsgType>event</MsgType><Event>location</Event>"));
    }

    @Test
    void an_event_is_told_from_a_message() {
        assertThat(kind("<MsgType>event</MsgType><Event>click</Event>").isEvent())
                .isTrue();
        assertThat(kind("<MsgType>text</MsgType>").isEvent()).isFalse();
        assertThat(kind("").isEvent()).isFalse();
    }

    @Test
    void a_kind_shows_the_parts_that_it_has() {
        assertThat(kind("<MsgType>text</MsgType>")).hasToString("text");
        assertThat(kind("<MsgType>event</MsgType><Event>click</Event>")).hasToString("click");
        assertThat(kind("<MsgType>event</MsgType><Event>a</Event><ChangeType>b</ChangeType>"))
                .hasToString("a/b");
        assertThat(kind("")).hasToString("unknown");
    }

    private static MessageKind kind(String elements) {
        return Payload.of("<xml>" + elements + "</xml>").kind();
    }
}
