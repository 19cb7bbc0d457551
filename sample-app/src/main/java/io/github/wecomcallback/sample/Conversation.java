// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Menu;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.Article;
import io.github.wecomcallback.reply.Reply;
import org.springframework.stereotype.Component;

/** Answers what members write and tap. What a method returns is the reply. */
@Component
class Conversation {

    @WeComMessageHandler(type = "text")
    String text(UserMessage.Text text) {
        return "收到:" + text.content();
    }

    @WeComMessageHandler
    Reply image(UserMessage.Image image) {
        return Reply.news(new Article("收到图片", "点击查看", image.picUrl(), image.picUrl()));
    }

    @WeComEventHandler(event = "click", eventKey = "help*")
    String help(Menu.Click click) {
        return "这里是帮助:" + click.eventKey();
    }
}
