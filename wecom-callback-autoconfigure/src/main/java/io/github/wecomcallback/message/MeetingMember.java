// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Who comes to a meeting, leaves it and waits for it. Any field may be null. */
@NullUnmarked
public interface MeetingMember extends WeComMessage {

    /**
     * 成员入会事件: somebody joined; once for each participant.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "join_meeting")
    record Joined(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 成员离会事件: somebody left.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "quit_meeting")
    record Left(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 成员等待主持人入会事件: somebody waits for the host.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "join_meeting_before_host")
    record WaitingForHost(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 成员进入等候室事件: somebody entered the waiting room.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "join_waiting_room")
    record WaitingRoomEntered(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 成员离开等候室事件: somebody left the waiting room, or was removed from it.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     * @param operatedUser who is meant
     */
    @Discriminator(event = "meeting_change", changeType = "quit_waiting_room")
    record WaitingRoomLeft(Payload payload, String meetingId, String fromUserTmpOpenId, Participant operatedUser)
            implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 成员从等候室进入会议事件: the host let somebody in from the waiting room.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     * @param operatedUser who is meant
     */
    @Discriminator(event = "meeting_change", changeType = "join_from_meeting_room")
    record Admitted(Payload payload, String meetingId, String fromUserTmpOpenId, Participant operatedUser)
            implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 成员从会议中被移入等候室事件: somebody was sent to the waiting room.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     * @param operatedUser who is meant
     */
    @Discriminator(event = "meeting_change", changeType = "move_to_waiting_room")
    record MovedToWaitingRoom(Payload payload, String meetingId, String fromUserTmpOpenId, Participant operatedUser)
            implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会议成员角色变更事件: the role of a participant of a meeting changed.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     * @param operatedUser who is meant
     * @param newRole the role now, 0 to 8
     */
    @Discriminator(event = "meeting_change", changeType = "role_change")
    record RoleChanged(
            Payload payload,
            String meetingId,
            String fromUserTmpOpenId,
            Participant operatedUser,
            @Field("OperatedUser.UserRole") Integer newRole)
            implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 网络研讨会成员角色变更事件: the role of a participant of a webinar changed.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     * @param operatedUser who is meant
     * @param newRole the role now, 0 to 8 or 30 to 34
     */
    @Discriminator(event = "meeting_change", changeType = "webinar_role_change")
    record WebinarRoleChanged(
            Payload payload,
            String meetingId,
            String fromUserTmpOpenId,
            Participant operatedUser,
            @Field("OperatedUser.UserRole") Integer newRole)
            implements MeetingMember {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * Somebody to whom something was done.
     *
     * @param userId user id; empty for guests
     * @param tmpOpenId id within this meeting
     */
    record Participant(String userId, String tmpOpenId) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }
}
