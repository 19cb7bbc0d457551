// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.support.WeCom;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageKeyTest {

    private static final Account ACCOUNT = WeCom.account();
    private static final String EVENT =
            "<xml><MsgType>event</MsgType><Event>change_contact</Event><UserID>li.wei</UserID></xml>";

    @Test
    void whom_it_is_for_is_part_of_it_in_upper_and_lower_case() {
        Stream.of(WeCom.text("hi", 1), EVENT)
                .forEach(plaintext -> assertThat(Stream.of("wwCorp", "wwcorp", "", "wwcorp ")
                                .map(receiveId -> key(receiveId, plaintext)))
                        .doesNotHaveDuplicates());
    }

    @Test
    void what_is_part_of_one_thing_is_never_taken_for_part_of_another() {
        assertThat(Stream.of(
                        key("c", text("1", "a@b", "text")),
                        key("c", text("1@a", "b", "text")),
                        key("c", text("1", "a@b/text", "text")),
                        key("c", text("1", "a@b", "text/text")),
                        key("c\n1", text("1", "a@b", "text")),
                        key("c", text("1", "null", "text")),
                        key("c", "<xml><MsgType>text</MsgType><MsgId>1</MsgId></xml>")))
                .doesNotHaveDuplicates();
    }

    @Test
    void it_is_the_same_however_often_it_is_delivered() {
        assertThat(key("c", WeCom.text("hi", 1))).isEqualTo(key("c", WeCom.text("hi again", 1)));
        assertThat(key("c", EVENT)).isEqualTo(key("c", EVENT));
    }

    private static String text(String id, String sender, String type) {
        return "<xml><FromUserName>%s</FromUserName><MsgType>%s</MsgType><MsgId>%s</MsgId></xml>"
                .formatted(sender, type, id);
    }

    private static MessageKey key(String receiveId, String plaintext) {
        return MessageKey.of(new CallbackContext(
                ACCOUNT, receiveId, Map.of(), Map.of(), new byte[0], Payload.of(plaintext), Instant.now()));
    }
}
