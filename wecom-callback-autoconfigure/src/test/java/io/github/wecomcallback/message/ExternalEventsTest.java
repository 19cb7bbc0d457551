// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalEventsTest {

    private static final String CUSTOMER = "wmK7cTzQAAfP3xYb0RnLhVwE9sUdJg2A";
    private static final String CHAT = "wrK7cTzQAAm5oXq8ZpHyBtN4kCeVfW1D";

    @Test
    void a_customer_was_added() {
        Payload payload = Payload.of(WeCom.sample("change_external_contact.add_external_contact.xml"));

        assertThat(payload.typed())
                .isEqualTo(
                        new ExternalContact.Added(payload, "chen.yu", CUSTOMER, "way-7f3a", "WC_0aZ8xQm3", null, null));
    }

    @Test
    void a_customer_was_deleted() {
        Payload payload = Payload.of(WeCom.sample("change_external_contact.del_external_contact.xml"));

        assertThat(payload.typed())
                .isEqualTo(new ExternalContact.Deleted(payload, "chen.yu", CUSTOMER, "DELETE_BY_TRANSFER", null, null));
    }

    @Test
    void a_customer_could_not_be_handed_over() {
        Payload payload = Payload.of(WeCom.sample("change_external_contact.transfer_fail.xml"));

        assertThat(payload.typed())
                .isEqualTo(new ExternalContact.TransferFailed(
                        payload,
                        "chen.yu",
                        CUSTOMER,
                        new Coded<>(ExternalContact.FailReason.CUSTOMER_LIMIT_EXCEEDED, "customer_limit_exceed"),
                        null,
                        null));
    }

    @Test
    void a_group_changed() {
        Payload payload = Payload.of(WeCom.sample("change_external_chat.update.xml"));

        assertThat(payload.typed())
                .isEqualTo(new ExternalChat.Updated(
                        payload,
                        CHAT,
                        new Coded<>(ExternalChat.Change.MEMBER_ADDED, "add_member"),
                        3,
                        0,
                        2,
                        List.of("gao_lin", CUSTOMER),
                        "3f0a9d1c77e24b58",
                        "8b6e1f42c0d9472a",
                        null,
                        null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<MemChangeList><Item>a</Item></MemChangeList>",
                "<MemChangeList>a</MemChangeList>",
                "<MemChangeList><![CDATA[a]]></MemChangeList>"
            })
    void a_single_member_that_joined_is_a_list_of_one(String members) {
        ExternalChat.Updated updated = (ExternalChat.Updated) Payload.of("<xml><MsgType>event</MsgType>"
                        + "<Event>change_external_chat</Event><ChangeType>update</ChangeType>" + members + "</xml>")
                .typed();

        assertThat(updated.memChangeList()).containsExactly("a");
        assertThat(updated.updateDetail()).isNull();
    }
}
