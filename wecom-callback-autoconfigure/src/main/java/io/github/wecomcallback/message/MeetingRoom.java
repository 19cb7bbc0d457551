// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Bookings of meeting rooms. Any field may be null. */
@NullUnmarked
public interface MeetingRoom extends WeComMessage {

    /**
     * 预定会议室事件: a room was booked.
     *
     * @param payload all that came
     * @param meetingRoomId id of the room
     * @param bookingId id of the booking
     */
    @Discriminator(event = "book_meeting_room")
    record Booked(
            Payload payload,
            Integer meetingRoomId,
            @Field({"BookingId", "MeetingId"}) String bookingId) implements MeetingRoom {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 取消预定会议室事件: a booking was cancelled.
     *
     * @param payload all that came
     * @param meetingRoomId id of the room
     * @param bookingId id of the booking
     */
    @Discriminator(event = "cancel_meeting_room")
    record BookingCancelled(
            Payload payload,
            Integer meetingRoomId,
            @Field({"BookingId", "MeetingId"}) String bookingId) implements MeetingRoom {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
