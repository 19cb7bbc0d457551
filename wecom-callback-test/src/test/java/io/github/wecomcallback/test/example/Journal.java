// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Writes down all that arrives. */
@Component
class Journal {

    private final List<WeComMessage> messages = new CopyOnWriteArrayList<>();
    private final List<CallbackContext> contexts = new CopyOnWriteArrayList<>();

    @WeComMessageHandler(
            source = {
                Source.APP,
                Source.BOT,
                Source.GROUP_BOT,
                Source.MINI_PROGRAM,
                Source.KF,
                Source.DEVICE_CLOUD,
                Source.DATA_ZONE,
                Source.EXTERNAL_PAY
            })
    void all(WeComMessage message, CallbackContext context) {
        messages.add(message.typed());
        contexts.add(context);
    }

    List<WeComMessage> messages() {
        return messages;
    }

    WeComMessage last() {
        return messages.get(messages.size() - 1);
    }

    CallbackContext lastContext() {
        return contexts.get(contexts.size() - 1);
    }

    void clear() {
        messages.clear();
        contexts.clear();
    }
}
