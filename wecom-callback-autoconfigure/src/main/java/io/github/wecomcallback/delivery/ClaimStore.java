// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes agree on which of them runs the handlers of a message. Blocks; throws any {@link RuntimeException} when it
 * cannot be reached. Thread-safe. All times are the store's own: the nodes need not agree on theirs.
 */
public interface ClaimStore {

    /**
     * Claims a message, unless another node is at it or it is done. To ask again for the same claim is no mistake.
     *
     * @param claim who wants which message
     * @param lease how long the claim lasts unless it is renewed
     * @return how it stands with the message now
     */
    Standing claim(Claim claim, Duration lease);

    /** Lets those of the claims last on that are still in force. */
    void renew(Collection<Claim> claims, Duration lease);

    /**
     * Says that the message is done.
     *
     * @param kept what to remember of it
     * @param remember how long to remember it
     * @return false when somebody else has claimed it meanwhile; nothing is changed then
     */
    boolean done(Claim claim, @Nullable Kept kept, Duration remember);

    /**
     * Gives the message back, to be claimed anew.
     *
     * @param kept how far its handlers came
     * @param remember how long to remember it
     * @return false when somebody else has claimed it meanwhile; nothing is changed then
     */
    boolean release(Claim claim, @Nullable Kept kept, Duration remember);

    /** Removes what is over, where that does not happen by itself. Called about once a minute. */
    default void purge() {}

    /**
     * The claim of one node to one message.
     *
     * @param key tells the message from all others, and says nothing of it: 64 hex digits
     * @param id tells the claim from all others: a UUID
     */
    record Claim(String key, String id) {}

    /**
     * What is remembered of a message. The store does not look into it.
     *
     * @param bytes what it is
     * @param encrypted whether it was encrypted
     */
    record Kept(byte[] bytes, boolean encrypted) {}

    /**
     * How it stands with a message.
     *
     * @param state who has it
     * @param kept what is remembered of it
     */
    record Standing(State state, @Nullable Kept kept) {

        /** Who has a message. */
        public enum State {
            /** It is claimed, as was asked for; what is kept is of an earlier run that failed. */
            CLAIMED,
            /** Another claim is in force. */
            HELD,
            /** Its handlers are done. */
            DONE
        }

        /** Another claim is in force. */
        public static Standing held() {
            return new Standing(State.HELD, null);
        }
    }
}
