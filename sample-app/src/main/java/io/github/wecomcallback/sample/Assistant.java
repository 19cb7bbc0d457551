// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.reply.Reply;
import org.springframework.stereotype.Component;

/** An AI bot. People see its answer grow, word by word. */
@Component
class Assistant {

    private final FakeModel model;

    Assistant(FakeModel model) {
        this.model = model;
    }

    @WeComMessageHandler
    Reply answer(Bot.Text question) {
        return Reply.streamed(sink -> model.answer(question.content(), sink::next));
    }

    @WeComEventHandler
    String welcome(Bot.ChatEntered event) {
        return "你好，问我吧";
    }
}
