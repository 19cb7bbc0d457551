// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.peer;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.benchmarks.sample.Sample;
import io.github.wecomcallback.message.Approval;
import io.github.wecomcallback.message.Card;
import io.github.wecomcallback.message.UserMessage;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** What is done with the samples, in the starter. The other libraries do the same. */
@Component
public class Handlers {

    /** What came, so that nothing can be left out because nobody looks at it. */
    public static final LongAdder SEEN = new LongAdder();

    @WeComMessageHandler
    String text(UserMessage.Text text) {
        return Sample.replyTo(text.content());
    }

    @WeComEventHandler
    void pressed(Card.ButtonPressed event) {
        SEEN.add(event.taskId().length());
    }

    @WeComEventHandler
    void changed(Approval.StatusChanged event) {
        SEEN.add(event.templateName().length());
    }
}
