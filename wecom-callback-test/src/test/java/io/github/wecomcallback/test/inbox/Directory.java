// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.inbox;

import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComRetry;
import io.github.wecomcallback.message.Contact;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** What can be said of handlers that run from the inbox. */
@Component
class Directory {

    final List<String> seen = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger();

    @WeComEventHandler(ordered = true)
    void created(Contact.UserCreated event) {
        seen.add("created " + event.userId());
    }

    @WeComEventHandler(delivery = Delivery.INBOX)
    void updated(Contact.UserUpdated event) {
        seen.add("updated " + event.userId());
    }

    @WeComEventHandler(delivery = Delivery.INBOX, ordered = true)
    @WeComRetry(attempts = 3, delay = "1h")
    void deleted(Contact.UserDeleted event) {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("as the test wants it");
        }
        seen.add("deleted " + event.userId());
    }
}
