// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Live streams. Any field may be null. */
@NullUnmarked
public interface Living extends WeComMessage {

    /**
     * 直播回调事件: a live stream began, ended or the like.
     *
     * @param payload all that came
     * @param livingId id of the live stream
     * @param status its state now
     */
    @Discriminator(event = "living_status_change")
    record StatusChanged(Payload payload, String livingId, Coded<Status> status) implements Living {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /** State of a live stream. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Status implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Announced. */
        BOOKED("0"),
        /** On air. */
        LIVE("1"),
        /** Over. */
        ENDED("2"),
        /** Called off. */
        CANCELLED("4");

        private final String code;
    }
}
