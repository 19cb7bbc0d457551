// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.test.FakeKf;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a customer sent.
 *
 * @param id the number in its msgid
 * @param msgId its id
 * @param kf the customer-service account that it was sent to
 * @param customer who sent it
 * @param text whether it is a text, and no event
 */
record CustomerItem(long id, String msgId, FakeKf kf, String customer, boolean text) {

    static CustomerItem of(String msgId, FakeKf kf, String customer, boolean text) {
        return new CustomerItem(numberOf(msgId), msgId, kf, customer, text);
    }

    /** All messages and events are numbered together. */
    static long numberOf(String msgId) {
        return Long.parseLong(msgId.substring(msgId.indexOf('_') + 1));
    }

    /** The handlers that are to handle it. */
    Set<Work> works() {
        return text ? EnumSet.of(Work.REPLY, Work.FORWARD) : EnumSet.of(Work.STORE);
    }
}
