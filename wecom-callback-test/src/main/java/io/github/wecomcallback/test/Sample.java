// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Payload;

/**
 * An invented payload, with all fields that there may be, of one of the messages and events that WeCom sends.
 *
 * @param id such as {@code change_contact.create_user}
 * @param title what WeCom's documentation calls it
 * @param summary what happened, in a sentence
 * @param accountKind the kind of account that receives it
 * @param plaintext the payload, XML or JSON
 */
public record Sample(String id, String title, String summary, AccountKind accountKind, String plaintext) {

    /** What sort of payload it is. */
    public MessageKind kind() {
        return Payload.of(plaintext).kind();
    }

    /** The id. */
    @Override
    public String toString() {
        return id;
    }
}
