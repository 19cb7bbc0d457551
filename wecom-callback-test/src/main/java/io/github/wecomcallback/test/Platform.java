// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.test.Transport.Answer;

/**
 * WeCom, as one account sees it.
 *
 * @param account whose secrets are used
 * @param transport the way to its URL
 */
record Platform(Account account, Transport transport) {

    DeliveredCallback deliver(String plaintext, Seal seal) {
        SealedCallback sealed = SealedCallback.of(account, plaintext, seal);
        Answer answer = transport.exchange(account, sealed.query(), sealed.body());
        OpenedReply reply = answer.status() == 200
                ? OpenedReply.open(account, SealedCallback.receiveId(account, seal), sealed.nonce(), answer.body())
                : new OpenedReply(null, null);
        return new DeliveredCallback(this, plaintext, seal, answer, reply);
    }

    UrlVerification verifyUrl() {
        String echo = SealedCallback.number() + SealedCallback.number();
        SealedCallback sealed = SealedCallback.verification(account, echo);
        return new UrlVerification(account, echo, transport.exchange(account, sealed.query(), null));
    }
}
