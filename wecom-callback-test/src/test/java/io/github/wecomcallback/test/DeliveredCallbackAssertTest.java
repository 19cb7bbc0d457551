// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.test.Transport.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveredCallbackAssertTest {

    private static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    private final Account account =
            Account.app("ww0123456789abcdef", "token", KEY).build();

    @Test
    void a_failure_shows_what_was_sent_and_the_decrypted_reply() {
        DeliveredCallback delivered = answered(200, reply("ww0123456789abcdef", "token"));

        assertThatThrownBy(() -> delivered.expectReplyText("bye"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected a reply with the text\n  bye")
                .hasMessageContaining("200 with the reply\n  <xml><MsgType>text</MsgType><Content>hi</Content></xml>")
                .hasMessageContaining("to the account 'default' of kind APP, which was sent")
                .hasMessageContaining("<Content><![CDATA[hello]]></Content>");
    }

    @Test
    void a_failure_says_what_a_status_means() {
        assertThatThrownBy(() -> answered(403, "").expectAcknowledged())
                .hasMessageContaining("403 with an empty body (refused: signature, time, key or receive id");
        assertThatThrownBy(() -> answered(0, "nothing listens at localhost:1").expectNoReply())
                .hasMessageContaining("none: nothing listens at localhost:1");
        assertThatThrownBy(() -> answered(500, "").expectReplyText("hi")).hasMessageContaining("a handler failed");
    }

    @Test
    void a_reply_that_wecom_could_not_open_is_no_acknowledgement() {
        assertThatThrownBy(() -> answered(200, "hello").expectAcknowledged())
                .hasMessageContaining("neither an acknowledgement nor an encrypted reply");
        assertThatThrownBy(
                        () -> answered(200, "<xml><Content>hi</Content></xml>").expectAcknowledged())
                .hasMessageContaining("neither an acknowledgement nor an encrypted reply");
        assertThatThrownBy(() -> answered(200, reply("ww999", "token")).expectAcknowledged())
                .hasMessageContaining("another receive id");
        assertThatThrownBy(() ->
                        answered(200, reply("ww0123456789abcdef", "other")).expectReplyText("hi"))
                .hasMessageContaining("the signature of the reply is wrong");
    }

    @Test
    void a_suite_wants_to_read_success() {
        Account suite = Account.suite("wws", "wwp", "token", KEY).build();

        assertThatThrownBy(() -> answered(suite, 200, "").expectAcknowledged())
                .hasMessageContaining("the body is empty, where 'success' is expected");
        answered(suite, 200, "success").expectAcknowledged().expectNoReply();
    }

    @Test
    void assertions_that_do_not_hold_fail() {
        DeliveredCallback replied = answered(200, reply("ww0123456789abcdef", "token"));
        DeliveredCallback refused = answered(403, "");

        assertThatThrownBy(replied::expectNoReply).hasMessageContaining("Expected an acknowledgement without a reply");
        assertThatThrownBy(replied::expectNotAcknowledged).hasMessageContaining("delivers again");
        assertThatThrownBy(replied::expectRefused).hasMessageContaining("Expected a refusal");
        assertThatThrownBy(() -> replied.expectReplyField("MsgType", "news")).hasMessageContaining("MsgType");
        assertThatThrownBy(() -> replied.expectReply(
                        reply -> assertThat(reply.get("Content")).isEqualTo("ho")))
                .hasMessageContaining("\"ho\"")
                .hasMessageContaining("which was sent");
        assertThatThrownBy(() -> refused.expectStatus(200)).hasMessageContaining("Expected the status 200");
        assertThatThrownBy(() -> answered(403, "Error: bad signature").expectRefused())
                .hasMessageContaining("an empty body");
        assertThatThrownBy(() -> assertThat(refused).as("the text").isAcknowledged())
                .hasMessageStartingWith("[the text] Expected");
    }

    private DeliveredCallback answered(int status, String body) {
        return answered(account, status, body);
    }

    private static DeliveredCallback answered(Account account, int status, String body) {
        return new WeComCallbackTester(
                        AccountRepository.of(List.of(account)), (receiver, query, sent) -> new Answer(status, body))
                .text("li.wei", "hello")
                .send();
    }

    private static String reply(String receiveId, String token) {
        Account signer = Account.app(receiveId, token, KEY).build();
        String encrypted =
                signer.crypto().encrypt("<xml><MsgType>text</MsgType><Content>hi</Content></xml>", receiveId);
        return "<xml><Encrypt>" + encrypted + "</Encrypt><MsgSignature>"
                + signer.crypto().sign("1767232861", "1", encrypted)
                + "</MsgSignature><TimeStamp>1767232861</TimeStamp><Nonce>1</Nonce></xml>";
    }
}
