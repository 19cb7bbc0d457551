// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message for one handler, as it is kept.
 *
 * @param lane what is of the same lane is handled one after the other
 * @param messageKey tells the message from all others
 * @param handler the handler's name
 * @param account the account's name
 * @param kind the kind, for people
 * @param receivedAt when the callback arrived
 * @param content what the callback said
 */
record InboxEntry(
        Lane lane,
        String messageKey,
        String handler,
        String account,
        String kind,
        Instant receivedAt,
        Content content) {

    /**
     * What a callback said.
     *
     * @param encrypted whether both went through the cipher
     * @param payload the plaintext
     * @param attributes whom it is for and what interceptors left for handlers, or null in entries of before
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(boolean encrypted, byte[] payload, byte @Nullable [] attributes) {

        /** Somebody's data. */
        @Override
        public String toString() {
            return "Content[" + payload.length + " bytes]";
        }
    }

    /**
     * An entry that is in the inbox.
     *
     * @param id its number
     * @param attempts how often it was tried in vain
     * @param entry the entry
     * @param reply what its handler replied, where that waits to be sent; else null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Kept(long id, int attempts, InboxEntry entry, byte @Nullable [] reply) {

        /** Its number; the rest is somebody's data. */
        @Override
        public String toString() {
            return "#" + id;
        }
    }
}
