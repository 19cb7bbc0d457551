// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.Field;
import io.github.wecomcallback.message.WeComMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Follows the contacts. Events want no reply, so these methods return nothing. */
@Component
class Members {

    private static final Logger log = LoggerFactory.getLogger(Members.class);

    @WeComEventHandler(event = "change_contact", changeType = "create_user")
    void created(Contact.UserCreated event) {
        log.info("member {} joined departments {}", event.userId(), event.department());
    }

    /** The parameter's type says which event is meant. */
    @WeComEventHandler
    void updated(Contact.UserUpdated event) {
        log.info("member {} changed", event.userId());
    }

    @WeComEventHandler(event = "change_contact", changeType = "delete_user")
    void deleted(@Field("UserID") String userId) {
        log.info("member {} left", userId);
    }

    @WeComFallbackHandler
    void rest(WeComMessage message) {
        log.info("nobody handles {}", message.kind());
    }
}
