// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Mail that arrived. Any field may be null. */
@NullUnmarked
public interface Mail extends WeComMessage {

    /**
     * 应用邮箱接收邮件事件: the mailbox of the app got mail.
     *
     * @param payload all that came
     * @param amount number of mails
     */
    @Discriminator(event = "app_email_change", changeType = "receive_email")
    record ReceivedByApp(Payload payload, Integer amount) implements Mail {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 公共邮箱接收邮件事件: a public mailbox got mail.
     *
     * @param payload all that came
     * @param id id of the mailbox
     * @param amount number of mails
     */
    @Discriminator(event = "public_email_change", changeType = "receive_email")
    record ReceivedByPublicMailbox(Payload payload, Integer id, Integer amount) implements Mail {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
