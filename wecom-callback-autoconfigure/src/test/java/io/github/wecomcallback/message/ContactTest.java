// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {

    private static final List<Contact.Attribute> ATTRIBUTES = List.of(
            new Contact.Attribute("工位", 0, "B3-017", null, null),
            new Contact.Attribute("名片", 1, null, "我的主页", "https://people.example.com/cy"));

    @Test
    void a_member_was_created() {
        Payload payload = Payload.of(WeCom.sample("change_contact.create_user.xml"));

        assertThat(payload.typed())
                .isEqualTo(new Contact.UserCreated(
                        payload,
                        "chen.yu",
                        null,
                        "陈宇",
                        List.of(3, 18),
                        18,
                        List.of(false, true),
                        List.of("gao_lin", "sun-qi"),
                        "测试工程师",
                        "13900001234",
                        new Coded<>(Contact.Gender.MALE, "1"),
                        "chen.yu@example.com",
                        "chenyu@corp.example.com",
                        new Coded<>(Contact.Status.ACTIVE, "1"),
                        "https://wwimg.example.com/h/cy/0",
                        "cy",
                        "0571-88001122",
                        "杭州市文三路",
                        ATTRIBUTES,
                        null,
                        null));
    }

    @Test
    void a_member_was_changed() {
        Payload payload = Payload.of(WeCom.sample("change_contact.update_user.xml"));

        assertThat(payload.typed())
                .isEqualTo(new Contact.UserUpdated(
                        payload,
                        "chen.yu",
                        null,
                        "chen.yu2",
                        "陈宇",
                        List.of(3, 18),
                        18,
                        List.of(false, true),
                        List.of("gao_lin", "sun-qi"),
                        "测试工程师",
                        "13900001234",
                        new Coded<>(Contact.Gender.MALE, "1"),
                        "chen.yu@example.com",
                        "chenyu@corp.example.com",
                        new Coded<>(Contact.Status.ACTIVE, "1"),
                        "https://wwimg.example.com/h/cy/0",
                        "cy",
                        "0571-88001122",
                        "杭州市文三路",
                        ATTRIBUTES,
                        null,
                        null));
    }

    @Test
    void what_did_not_change_is_null() {
        Payload payload = updated("<UserID>chen.yu</UserID><Alias>cy</Alias>");

        assertThat(payload.typed())
                .isEqualTo(new Contact.UserUpdated(
                        payload, "chen.yu", null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, "cy", null, null, null, null, null));
    }

    @Test
    void what_was_cleared_is_empty() {
        Contact.UserUpdated updated = (Contact.UserUpdated) updated("""
                <UserID>chen.yu</UserID><Department></Department><IsLeaderInDept/><DirectLeader><![CDATA[]]>\
                </DirectLeader><Position/><Email><![CDATA[]]></Email><Gender/><ExtAttr/>""").typed();

        assertThat(updated.department()).isEmpty();
        assertThat(updated.isLeaderInDept()).isEmpty();
        assertThat(updated.directLeader()).isEmpty();
        assertThat(updated.extAttr()).isEmpty();
        assertThat(updated.position()).isEmpty();
        assertThat(updated.email()).isEmpty();
        assertThat(updated.gender()).isNull();
        assertThat(updated.has("Gender")).isTrue();
        assertThat(updated.has("Status")).isFalse();
    }

    @Test
    void a_single_department_and_attribute_are_lists_of_one() {
        Contact.UserUpdated updated = (Contact.UserUpdated) updated("""
                <Department>7</Department><IsLeaderInDept>1</IsLeaderInDept>\
                <ExtAttr><Item><Name>n</Name><Type>0</Type><Text><Value>v</Value></Text></Item></ExtAttr>""").typed();

        assertThat(updated.department()).containsExactly(7);
        assertThat(updated.isLeaderInDept()).containsExactly(true);
        assertThat(updated.extAttr()).containsExactly(new Contact.Attribute("n", 0, "v", null, null));
    }

    @Test
    void a_third_partys_event_carries_its_own_ids() {
        Payload payload = Payload.of("""
                <xml><SuiteId>wwsuite</SuiteId><AuthCorpId>wpcorp</AuthCorpId><InfoType>change_contact</InfoType>\
                <TimeStamp>1767235606</TimeStamp><ChangeType>delete_user</ChangeType><UserID>wouser</UserID>\
                <OpenUserID>woopen</OpenUserID></xml>""");

        assertThat(payload.typed())
                .isEqualTo(new Contact.UserDeleted(payload, "wouser", "woopen", "wwsuite", "wpcorp"));
    }

    @Test
    void a_department_was_created() {
        Payload payload = Payload.of(WeCom.sample("change_contact.create_party.xml"));

        assertThat(payload.typed()).isEqualTo(new Contact.DepartmentCreated(payload, 27, "华东交付组", 3, 5L, null, null));
    }

    @Test
    void the_place_of_a_department_is_any_number_below_2_to_the_32() {
        Payload payload = Payload.of("<xml><Order>4294967295</Order></xml>");

        assertThat(payload.as(Contact.DepartmentCreated.class).order()).isEqualTo(4_294_967_295L);
    }

    @Test
    void a_department_was_changed() {
        Payload payload = Payload.of(WeCom.sample("change_contact.update_party.xml"));

        assertThat(payload.typed()).isEqualTo(new Contact.DepartmentUpdated(payload, 27, "华东交付中心", 2, null, null));
    }

    @Test
    void a_department_was_deleted() {
        Payload payload = Payload.of(WeCom.sample("change_contact.delete_party.xml"));

        assertThat(payload.typed()).isEqualTo(new Contact.DepartmentDeleted(payload, 27, null, null));
    }

    @Test
    void members_of_a_tag_changed() {
        Payload payload = Payload.of(WeCom.sample("change_contact.update_tag.xml"));

        assertThat(payload.typed())
                .isEqualTo(new Contact.TagUpdated(
                        payload,
                        12,
                        List.of("chen.yu", "gao_lin"),
                        List.of("old.member"),
                        List.of(3, 18),
                        List.of(27),
                        null,
                        null));
    }

    @Test
    void a_tag_from_which_nothing_was_taken_has_empty_lists() {
        Payload payload = Payload.of("""
                <xml><MsgType>event</MsgType><Event>change_contact</Event><ChangeType>update_tag</ChangeType>\
                <TagId>12</TagId><AddUserItems>chen.yu</AddUserItems><AddPartyItems/></xml>""");

        assertThat(payload.typed())
                .isEqualTo(new Contact.TagUpdated(
                        payload, 12, List.of("chen.yu"), List.of(), List.of(), List.of(), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "male"})
    void a_gender_is_never_lost(String code) {
        Contact.UserUpdated updated =
                (Contact.UserUpdated) updated("<Gender>" + code + "</Gender>").typed();

        assertThat(updated.gender().code()).isEqualTo(code);
        assertThat(updated.gender().value())
                .isEqualTo(code.equals("0") ? Contact.Gender.UNSPECIFIED : Contact.Gender.UNKNOWN);
    }

    private static Payload updated(String elements) {
        return Payload.of("<xml><MsgType>event</MsgType><Event>change_contact</Event>"
                + "<ChangeType>update_user</ChangeType>" + elements + "</xml>");
    }
}
