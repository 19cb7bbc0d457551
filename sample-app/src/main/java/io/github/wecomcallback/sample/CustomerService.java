// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.reply.Reply;
import org.springframework.stereotype.Component;

/** Answers customers (微信客服). What they write is pulled as soon as the account has a secret. */
@Component
class CustomerService {

    @WeComMessageHandler
    String text(Kf.Text text) {
        return "客服收到:" + text.content();
    }

    @WeComEventHandler
    Reply welcome(Kf.SessionEntered event) {
        return Reply.menu("您好").click("delivery", "快递").click("refund", "退款").tail("请选择");
    }
}
