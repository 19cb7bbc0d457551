// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.crypto.Fingerprint;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is of the same lane is handled one after the other, by one node at a time: it is the unit that the scheduler knows.
 * Most entries have a lane to themselves.
 *
 * @param id names it
 */
record Lane(String id) {

    private static final String SENDER_PREFIX = "sender-";
    private static final String PROCESS = UUID.randomUUID() + "-";
    private static final AtomicLong COUNT = new AtomicLong();
    private static final int DIGEST_LENGTH = 48;

    /** A lane for one entry. Of this process there is one name only, since all threads would wait to make one up. */
    static Lane ofItsOwn() {
        return new Lane(PROCESS + Long.toHexString(COUNT.incrementAndGet()));
    }

    /**
     * The lane of all that a sender sends to an ordered handler. Who that is does not show.
     *
     * @param receiver whom the sender writes to: of a suite's account, one of many corps
     */
    static Lane ofSender(String handler, String account, String receiver, String sender) {
        String digest = Fingerprint.of(handler, account, receiver, sender);
        return new Lane(SENDER_PREFIX + digest.substring(0, DIGEST_LENGTH));
    }

    /** Whether more than one entry may be in it. */
    boolean isShared() {
        return id.startsWith(SENDER_PREFIX);
    }
}
