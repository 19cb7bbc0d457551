// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.reply.Reply;
import org.jspecify.annotations.Nullable;

/**
 * How a callback ends.
 *
 * @param status whether the platform is told that all is well
 * @param reply the reply, or null for none; only where all is well
 */
public record Outcome(Status status, @Nullable Reply reply) {

    private static final Outcome ACKNOWLEDGED = new Outcome(Status.COMPLETED, null);

    /** Whether the platform is told that all is well. */
    public enum Status {
        /** Done. The platform does not deliver it again. */
        COMPLETED,
        /** A handler failed. The platform delivers it again. */
        FAILED,
        /** Not done yet. The platform delivers it again, and that delivery waits for the same run. */
        LATE,
        /**
         * Not begun, for want of room or because it could not be kept; or its reply cannot be sent at the moment. The platform
         * delivers it again.
         */
        BUSY
    }

    /** Done, and this is the reply. */
    public static Outcome replied(Reply reply) {
        return new Outcome(Status.COMPLETED, reply);
    }

    /** Done, with the reply if there is one. */
    public static Outcome completed(@Nullable Reply reply) {
        return reply == null ? ACKNOWLEDGED : new Outcome(Status.COMPLETED, reply);
    }

    /** Done, without a reply. */
    public static Outcome acknowledged() {
        return ACKNOWLEDGED;
    }

    /** Not done; to be delivered again. */
    public static Outcome failed() {
        return new Outcome(Status.FAILED, null);
    }

    /** Not done yet, here or on another node; to be delivered again. */
    public static Outcome late() {
        return new Outcome(Status.LATE, null);
    }

    /** Not begun; to be delivered again. */
    public static Outcome busy() {
        return new Outcome(Status.BUSY, null);
    }

    /** Whether the platform is told that all is well. */
    public boolean isCompleted() {
        return status == Status.COMPLETED;
    }
}
