// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class UnacceptedReplyTest {

    private final WeCom weCom = new WeCom();

    @Test
    void a_reply_that_the_message_does_not_accept_stays_in_the_house(CapturedOutput output) {
        CallbackResponse response = answer(Reply.text("goodbye"), WeCom.sample("change_contact.delete_user.xml"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(output)
                .contains(
                        "The reply to CallbackContext[default, change_contact/delete_user] is of kind TEXT, but such a"
                                + " message accepts none; acknowledged without it")
                .doesNotContain("goodbye");
    }

    @Test
    void the_log_says_what_would_be_accepted(CapturedOutput output) {
        CallbackResponse response = answer(Reply.updateButton("done"), WeCom.text("hi", 1));

        assertThat(response.body()).isEmpty();
        assertThat(output)
                .contains(
                        "is of kind UPDATE_BUTTON, but such a message accepts only [TEXT, IMAGE, VOICE, VIDEO, NEWS]");
    }

    @Test
    void a_reply_that_is_accepted_goes_out(CapturedOutput output) {
        CallbackResponse response = answer(Reply.text("hello"), WeCom.text("hi", 1));

        assertThat(opened(response)).contains("<Content><![CDATA[hello]]></Content>");
        assertThat(output).doesNotContain("The reply to");
    }

    @Test
    void a_plaintext_of_ones_own_always_goes_out() {
        CallbackResponse response = answer(Reply.raw("whatever"), WeCom.sample("change_contact.delete_user.xml"));

        assertThat(opened(response)).isEqualTo("whatever");
    }

    private CallbackResponse answer(Reply reply, String plaintext) {
        return Callbacks.to()
                .interceptors((exchange, chain) -> Outcome.replied(reply))
                .build()
                .post(weCom.deliver(plaintext));
    }

    private String opened(CallbackResponse response) {
        return weCom.open(new String(response.body(), StandardCharsets.UTF_8));
    }
}
