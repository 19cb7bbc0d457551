// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.AppEvent;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.Article;
import io.github.wecomcallback.reply.Reply;
import org.springframework.stereotype.Component;

@Component
class Conversation {

    @WeComMessageHandler(
            type = "text",
            source = {Source.APP, Source.BOT})
    String text(WeComMessage text) {
        String content = text.get("Content");
        return "收到:" + (content == null ? text.get("text.content") : content);
    }

    @WeComMessageHandler
    Reply image(UserMessage.Image image) {
        return Reply.news(new Article("收到图片", "点击查看", image.picUrl(), image.picUrl()));
    }

    @WeComEventHandler
    void entered(AppEvent.Entered event) {
        if ("breaks".equals(event.payload().fromUserName())) {
            throw new IllegalStateException("as the test wants it");
        }
    }
}
