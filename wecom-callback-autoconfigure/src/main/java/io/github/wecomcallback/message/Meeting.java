// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** What happens to a meeting as a whole. Any field may be null. */
@NullUnmarked
public interface Meeting extends WeComMessage {

    /**
     * 修改会议事件: an administrator changed a meeting.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     */
    @Discriminator(event = "meeting_change", changeType = "modify_meeting")
    record Modified(Payload payload, String meetingId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 取消会议事件: an administrator cancelled a meeting.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     */
    @Discriminator(event = "meeting_change", changeType = "cancel_meeting")
    record Cancelled(Payload payload, String meetingId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会议发起事件: a member started a meeting at once, or came first to a booked one.
     *
     * @param payload all that came
     * @param status whether it worked
     */
    @Discriminator(event = "meeting_statistics", changeType = "start_meeting")
    record Initiated(Payload payload, Coded<InitiationStatus> status) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会议开始事件: a meeting began.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "meeting_start")
    record Started(Payload payload, String meetingId, String fromUserTmpOpenId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会议结束事件: a meeting ended.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "meeting_end")
    record Ended(Payload payload, String meetingId, String fromUserTmpOpenId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会议全体静音事件: everybody was muted.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "meeting_mute_all")
    record AllMuted(Payload payload, String meetingId, String fromUserTmpOpenId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会议解除全体静音事件: everybody may speak again; may come without being muted before.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "meeting_unmute_all")
    record AllUnmuted(Payload payload, String meetingId, String fromUserTmpOpenId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 共享屏幕开启事件: somebody began to share a screen.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "open_screen_share")
    record ScreenShareStarted(Payload payload, String meetingId, String fromUserTmpOpenId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 共享屏幕结束事件: somebody stopped sharing a screen.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "close_screen_share")
    record ScreenShareStopped(Payload payload, String meetingId, String fromUserTmpOpenId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 用户报名事件: somebody registered for a meeting or webinar.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     * @param enrollId id of the registration
     */
    @Discriminator(event = "meeting_change", changeType = "enroll")
    record Enrolled(Payload payload, String meetingId, String fromUserTmpOpenId, String enrollId) implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 用户取消报名事件: somebody withdrew a registration.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     * @param enrollId id of the registration
     */
    @Discriminator(event = "meeting_change", changeType = "cancel_enroll")
    record EnrollmentCancelled(Payload payload, String meetingId, String fromUserTmpOpenId, String enrollId)
            implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * PSTN 外呼状态更新事件: somebody who is called by phone accepted, hung up or the like.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     * @param pstnStatus state of the call now
     */
    @Discriminator(event = "meeting_change", changeType = "pstn_status_update")
    record PhoneCallUpdated(
            Payload payload, String meetingId, String fromUserTmpOpenId, Coded<PhoneCallStatus> pstnStatus)
            implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会议室应答事件: a meeting room that was called answered.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param meetingRoomId id of the room, when it is one of the corp
     * @param roomAddress address of the room, when it was called by that
     * @param responseStatus how it answered
     */
    @Discriminator(event = "meeting_change", changeType = "meeting_room_response")
    record RoomResponded(
            Payload payload,
            String meetingId,
            Integer meetingRoomId,
            @Field("MraAddress") RoomAddress roomAddress,
            @Field("RoomResponseStatus") Integer responseStatus)
            implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 网络研讨会暖场上传结果: the material to show before a webinar was uploaded, or could not be.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param pictureUrl address of the picture
     * @param videoUrl address of the video
     * @param uploadStatus how it went
     * @param errorMsg what went wrong
     */
    @Discriminator(event = "meeting_change", changeType = "webinar_warm_up_upload")
    record WarmUpUploaded(
            Payload payload,
            String meetingId,
            @Field("WarmUpInfo.WarmUpPicture") String pictureUrl,
            @Field("WarmUpInfo.WarmUpVideo") String videoUrl,
            @Field("WarmUpInfo.UploadStatus") Integer uploadStatus,
            @Field("WarmUpInfo.ErrorMsg") String errorMsg)
            implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 素材上传结果: the materials of a meeting were uploaded, or could not be.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param allUploaded whether all of them were
     * @param uploads each of them
     */
    @Discriminator(event = "meeting_change", changeType = "medium_upload")
    record MaterialsUploaded(
            Payload payload,
            String meetingId,
            @Field("AllUploadStatus") Boolean allUploaded,
            @Field("UploadInfo") List<Upload> uploads)
            implements Meeting {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * One uploaded file.
     *
     * @param url address of the file
     * @param type sort of material
     * @param status how it went
     * @param errorMsg what went wrong
     */
    record Upload(
            @Field("MediumUrl") String url,
            @Field("MediumType") Integer type,
            @Field("UploadStatus") Integer status,
            String errorMsg) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * Address of a meeting room that does not belong to the corp.
     *
     * @param protocol 1 for SIP
     * @param dialString what is dialled
     */
    record RoomAddress(Integer protocol, String dialString) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** Whether a meeting could be started. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum InitiationStatus implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** It was. */
        STARTED("1"),
        /** It was not. */
        FAILED("2");

        private final String code;
    }

    /** State of a call by phone. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum PhoneCallStatus implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** It rings. */
        CALLING("START_INVITE"),
        /** The person took the call. */
        ACCEPTED("START_ACCEPT"),
        /** The person did not take the call. */
        NOT_ACCEPTED("LEAVE_WITHOUT_ACCEPT"),
        /** The person took the call and left later. */
        LEFT("LEAVE_WITH_ACCEPTED"),
        /** The call was given up. The platform spells it so. */
        CANCELLED("CANCLE_INVITE");

        private final String code;
    }
}
